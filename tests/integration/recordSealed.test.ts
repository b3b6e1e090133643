import { sql } from 'kysely'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { openDatabase, migrate } from '../../server/persistence/Database.ts'
import { startEmbedded } from '../../server/persistence/EmbeddedPostgres.ts'
import { embeddedFolder } from './embeddedFolder.ts'
import { CANARY, newVault, seedCentre } from './recordSeed.ts'

// Each test makes databases on the disk, durably: seconds when the machine is quiet.
vi.setConfig({ testTimeout: 120_000 })

test('no byte that the database wrote to disk holds a sealed value in clear', async () => {
  await using dir = await embeddedFolder()
  const server = await startEmbedded({ dataDir: dir.path })
  const db = openDatabase(server.url)
  await migrate(db)
  await seedCentre(db, newVault(), { at: new Date() })
  await sql`checkpoint`.execute(db)
  await db.destroy()
  await server.stop()
  let sawStaff = false
  for (const entry of await readdir(dir.path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name))
    sawStaff ||= bytes.includes('Dr. Staff')
    expect(bytes.includes(CANARY)).toBe(false)
  }
  expect(sawStaff).toBe(true)
})
