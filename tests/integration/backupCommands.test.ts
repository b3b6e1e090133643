import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { migrate, openDatabase } from '../../server/persistence/Database.ts'
import { startEmbedded } from '../../server/persistence/EmbeddedPostgres.ts'
import { loadSecrets, readSecrets } from '../../server/persistence/secrets.ts'
import { Vault } from '../../server/persistence/Vault.ts'
import { embeddedFolder } from './embeddedFolder.ts'
import { CANARY, seedCentre } from './recordSeed.ts'

/** Runs a command as an operator would. */
function command(name: string, args: readonly string[], env: Record<string, string>) {
  const program = join(import.meta.dirname, `../../server/commands/${name}.ts`)
  const options = { env: { PATH: process.env['PATH'], ...env }, cwd: env['DATA_DIR'] }
  return new Promise<{ code: number; said: string }>((resolve) => {
    execFile(process.execPath, [program, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), said: `${stdout}${stderr}`.trim() })
    })
  })
}

test('an operator backs up a running service, restores it elsewhere, rotates the key and verifies the log', async () => {
  await using dir = await embeddedFolder()
  await using other = await embeddedFolder()
  const here = { DATA_DIR: dir.path, BACKUP_PASSPHRASE: 'correct horse battery' }
  const there = { ...here, DATA_DIR: other.path }
  const server = await startEmbedded({ dataDir: dir.path })
  const db = openDatabase(server.url)
  await migrate(db)
  const { masterKey } = loadSecrets({ NODE_ENV: 'development' }, dir.path)
  await seedCentre(db, new Vault({ current: masterKey, old: [] }), { at: new Date() })

  const made = await command('backup', ['kept.backup'], here)
  expect(made).toMatchObject({
    code: 0,
    said: expect.stringMatching(/kept\.backup holds \d+ rows/),
  })
  expect(await command('verifyAudit', [], here)).toMatchObject({
    code: 0,
    said: expect.stringContaining('whole: 1 entries'),
  })
  // It runs, so neither its record nor its key may be changed under it.
  const file = join(dir.path, 'kept.backup')
  for (const name of ['rotate', 'restore'])
    expect(await command(name, name === 'restore' ? [file, '--replace'] : [], here)).toMatchObject({
      code: 1,
      said: expect.stringContaining('Another Consilium is running'),
    })
  expect((await sql`select 1`.execute(db)).rows).toHaveLength(1)
  await db.destroy()
  await server.stop()

  expect(await command('restore', [file], there)).toMatchObject({ code: 0 })
  expect(await command('restore', [file], there)).toMatchObject({
    code: 1,
    said: expect.stringContaining('--replace'),
  })
  expect(await command('rotate', [], there)).toMatchObject({
    code: 0,
    said: expect.stringContaining('seals 1 patients and 2 other secrets'),
  })
  expect(readSecrets(other.path)).toMatchObject({ masterKeysOld: [] })
  expect(readSecrets(other.path)?.masterKey).not.toBe(masterKey)
  expect(await command('verifyAudit', [], there)).toMatchObject({ code: 0 })
  expect(await command('restore', [file, '--replace'], there)).toMatchObject({ code: 0 })
  expect(readSecrets(other.path)?.masterKey).toBe(masterKey)
  expect((await readFile(join(other.path, 'postgres.log'))).includes(CANARY)).toBe(false)
  expect((await readdir(other.path)).toSorted()).toEqual([
    ...['files', 'postgres', 'postgres.log', 'secrets.json'],
  ])
}, 240_000)

test('what an operator forgets is said in a sentence, with exit code 1', async () => {
  await using dir = await embeddedFolder()
  const env = { DATA_DIR: dir.path }
  expect(await command('backup', [], env)).toMatchObject({
    code: 1,
    said: expect.stringContaining('Set BACKUP_PASSPHRASE'),
  })
  expect(await command('backup', [], { ...env, BACKUP_PASSPHRASE: 'short' })).toMatchObject({
    code: 1,
    said: expect.stringContaining('BACKUP_PASSPHRASE: at least 12 characters'),
  })
  expect(await command('restore', [], env)).toMatchObject({
    code: 1,
    said: expect.stringContaining('npm run restore -- FILE'),
  })
}, 60_000)
