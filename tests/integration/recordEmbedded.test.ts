import {
  chmod,
  chown,
  cp,
  mkdir,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { expect, test, vi } from 'vitest'
import { canPass } from '../../server/persistence/databaseAccount.ts'
import { openDatabase } from '../../server/persistence/Database.ts'
import { startEmbedded } from '../../server/persistence/EmbeddedPostgres.ts'
import type { Account } from '../../server/persistence/run.ts'
import { embeddedFolder, keptIn, killed, postmasterOf, writer } from './embeddedFolder.ts'

// Each test makes databases on the disk, durably: seconds when the machine is quiet.
vi.setConfig({ testTimeout: 120_000 })

const NOBODY = { uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0

test('a second start on the same folder is told so, and the first goes on', async () => {
  await using dir = await embeddedFolder()
  const first = await startEmbedded({ dataDir: dir.path })
  await expect(startEmbedded({ dataDir: dir.path })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('Another Consilium is running'),
  })
  const shared = await startEmbedded({ dataDir: dir.path, share: true })
  expect(shared.attached).toBe(true)
  await shared.stop()
  const db = openDatabase(first.url)
  await sql`select 1`.execute(db)
  await db.destroy()
  await first.stop()
})

test('a copy of a folder whose database runs gets a database of its own', async () => {
  await using dir = await embeddedFolder()
  await using copy = await embeddedFolder()
  const first = await startEmbedded({ dataDir: dir.path })
  await cp(dir.path, copy.path, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !path.includes('.s.PGSQL'),
  })
  const { uid, gid } = await stat(join(dir.path, 'postgres'))
  if (isRoot) await chownAll(join(copy.path, 'postgres'), { uid, gid })
  const second = await startEmbedded({ dataDir: copy.path })
  expect(second.attached).toBe(false)
  expect(await postmasterOf(copy.path)).not.toBe(await postmasterOf(dir.path))
  await second.stop()
  await first.stop()
})

test('data of another PostgreSQL version is refused with a sentence', async () => {
  await using dir = await embeddedFolder()
  const { stop } = await startEmbedded({ dataDir: dir.path })
  await stop()
  await writeFile(join(dir.path, 'postgres/cluster/PG_VERSION'), '17\n')
  await expect(startEmbedded({ dataDir: dir.path })).rejects.toThrow(
    /made by PostgreSQL 17.*Make a backup/,
  )
})

test('the log of the database has no value of a row in it', async () => {
  await using dir = await embeddedFolder()
  const server = await startEmbedded({ dataDir: dir.path })
  const db = openDatabase(server.url)
  await sql`create table people (email text unique)`.execute(db)
  await sql`insert into people values ('canary@example.org')`.execute(db)
  await expect(sql`insert into people values ('canary@example.org')`.execute(db)).rejects.toThrow(
    /duplicate/,
  )
  await expect(sql`select 'canary'::int`.execute(db)).rejects.toThrow(/canary/)
  await db.destroy()
  await server.stop()
  const log = await readFile(join(dir.path, 'postgres.log'), 'utf8')
  expect(log).not.toContain('canary@')
})

test('a path that is too long for a socket is no hindrance', async () => {
  await using dir = await embeddedFolder()
  const deep = join(
    dir.path,
    'a-folder-with-quite-a-long-name/and-another-one-below-it/and-one-more',
  )
  await mkdir(deep, { recursive: true })
  const server = await startEmbedded({ dataDir: deep })
  const db = openDatabase(server.url)
  expect((await sql`select 1`.execute(db)).rows).toHaveLength(1)
  await db.destroy()
  await server.stop()
})

test.runIf(isRoot)('an ordinary account runs the database as itself', async ({ skip }) => {
  if (!(await canPass(import.meta.dirname, NOBODY)))
    skip('the checkout lies in a folder that other accounts cannot enter')
  await using dir = await embeddedFolder(0o700, NOBODY)
  const { child, uid } = await writer(dir.path, NOBODY)
  expect(uid).toBe(NOBODY.uid)
  expect((await stat(join(dir.path, 'postgres/cluster'))).uid).toBe(NOBODY.uid)
  await killed(child, 'SIGTERM')
  // Root finds the same data later, still run by the account that owns it.
  const again = await startEmbedded({ dataDir: dir.path })
  expect((await keptIn(again.url)).size).toBeGreaterThanOrEqual(200)
  expect((await stat(`/proc/${await postmasterOf(dir.path)}`)).uid).toBe(NOBODY.uid)
  await again.stop()
})

test.runIf(isRoot)(
  'root runs it under its own account, also in a folder only root can enter',
  async () => {
    await using dir = await embeddedFolder(0o700)
    const first = await startEmbedded({ dataDir: join(dir.path, 'data') })
    await first.stop()
    const cluster = await realpath(join(dir.path, 'data/postgres'))
    expect(dirname(cluster)).toBe('/var/lib/consilium')
    expect((await stat(cluster)).uid).not.toBe(0)
    // The link decides from now on, whatever becomes of the permissions.
    await chmod(dir.path, 0o755)
    const again = await startEmbedded({ dataDir: join(dir.path, 'data') })
    expect(await realpath(join(dir.path, 'data/postgres'))).toBe(cluster)
    await again.stop()
    await rm(cluster, { recursive: true })
    await expect(startEmbedded({ dataDir: join(dir.path, 'data') })).rejects.toThrow(/not there/)
  },
)

async function chownAll(path: string, { uid, gid }: Account): Promise<void> {
  await chown(path, uid, gid)
  for (const entry of await readdir(path, { recursive: true }))
    await chown(join(path, entry), uid, gid)
}
