import { randomBytes } from 'node:crypto'
import { mkdir, mkdtempDisposable, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { AuditLog } from '../../server/audit/AuditLog.ts'
import { verifyAudit } from '../../server/audit/verifyAudit.ts'
import { type RestoreParts, restoreBackup } from '../../server/backup/restoreBackup.ts'
import { writeBackup } from '../../server/backup/writeBackup.ts'
import { Attestations } from '../../server/group/Attestations.ts'
import { LEVELS, levelsOf } from '../../server/persistence/Database.ts'
import { readSecrets, type Secrets, writeSecrets } from '../../server/persistence/secrets.ts'
import { Vault } from '../../server/persistence/Vault.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { CANARY, newMasterKey, seedCentre } from './recordSeed.ts'

const AT = new Date('2026-03-01T09:00:00Z')
const PASSPHRASE = 'correct horse battery staple'
const FILES = { 'one.sealed': 200_000, 'ab/cd/two.sealed': 0, 'ab/three.sealed': 70_000 }

const newSecrets = (): Secrets => ({
  masterKey: newMasterKey(),
  masterKeysOld: [],
  accessTokenSecret: newMasterKey(),
})
const vaultOf = ({ masterKey, masterKeysOld }: Secrets) =>
  new Vault({ current: masterKey, old: masterKeysOld })
const folder = () => mkdtempDisposable(join(tmpdir(), 'consilium-backup-'))

/** A record with rows in every table, files and a backup of it. */
async function backedUp(record: FreshDatabase, dir: string) {
  const secrets = newSecrets()
  const filesDir = join(dir, 'files')
  for (const [name, size] of Object.entries(FILES)) {
    await mkdir(dirname(join(filesDir, name)), { recursive: true })
    await writeFile(join(filesDir, name), randomBytes(size))
  }
  const vault = vaultOf(secrets)
  for (let n = 0; n < 3; n++) await seedCentre(record.db, vault, { at: AT })
  const { publicKey } = await Attestations.open({ db: record.db, vault, now: () => AT })
  await record.db
    .insertInto('job_runs')
    .values({ job: 'test', centre_id: null, at: AT, result: '{"tab\\tline\\n\\\\.": 1}' })
    .execute()
  const file = join(dir, 'record.backup')
  const parts = { url: record.url, filesDir, secrets, passphrase: PASSPHRASE, file }
  const made = await writeBackup({ ...parts, now: () => AT })
  return { ...parts, made, publicKey }
}

function restoring(to: FreshDatabase, dir: string, file: string): RestoreParts {
  const dataDir = join(dir, 'restored')
  return {
    ...{ url: to.url, dataDir, filesDir: join(dataDir, 'files'), file, passphrase: PASSPHRASE },
    ...{ replace: false, masterKeys: [], now: () => AT },
  }
}

/** Every row of every table, as the database would print it. */
async function dump({ db }: FreshDatabase): Promise<Record<string, string[]>> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public'
      and tablename not like 'kysely_%' order by 1`.execute(db)
  const all: Record<string, string[]> = {}
  for (const { name } of rows) {
    const content = await sql<{ row: string }>`
      select t::text as row from ${sql.table(name)} t order by 1`.execute(db)
    all[name] = content.rows.map(({ row }) => row)
  }
  return all
}

test('a whole installation comes back: rows, files, keys, and the chain goes on', async () => {
  await using dir = await folder()
  await using from = await freshDatabase()
  await using to = await freshDatabase('empty')
  const backup = await backedUp(from, dir.path)
  const before = await dump(from)
  expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([])

  const parts = restoring(to, dir.path, backup.file)
  await restoreBackup(parts)

  const after = await dump(to)
  expect({ ...after, audit: [], audit_head: [] }).toEqual({ ...before, audit: [], audit_head: [] })
  expect(after['audit']).toEqual(expect.arrayContaining(before['audit'] ?? []))
  expect(after['audit']?.length).toBe((before['audit']?.length ?? 0) + 1)
  expect(readSecrets(parts.dataDir)).toEqual(backup.secrets)
  for (const name of Object.keys(FILES))
    expect(await readFile(join(parts.filesDir, name))).toEqual(
      await readFile(join(backup.filesDir, name)),
    )
  const vault = vaultOf(backup.secrets)
  expect(await verifyAudit(to.db, vault)).toMatchObject({ entries: 4 })
  const patient = await to.db.selectFrom('patients').selectAll().executeTakeFirstOrThrow()
  const key = vault.openPatientKey(patient)
  expect(
    patient.name_sealed && key?.open(patient.name_sealed, `patients.name_sealed:${patient.id}`),
  ).toBe(CANARY)
  const attestations = await Attestations.open({ db: to.db, vault, now: () => AT })
  expect(attestations.publicKey).toEqual(backup.publicKey)
  const run = { job: 'test', centre_id: null, at: AT, result: '{}' }
  const next = await to.db.insertInto('job_runs').values(run).returning('id').executeTakeFirst()
  expect(next?.id).toBe(2)
})

test('nothing in a backup can be read without the passphrase, and only its owner may read the file', async () => {
  await using dir = await folder()
  await using from = await freshDatabase()
  const { file, secrets } = await backedUp(from, dir.path)
  const bytes = await readFile(file)
  for (const word of ['Dr. Staff', 'example.org', 'manifest', secrets.masterKey])
    expect(bytes.includes(word)).toBe(false)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('a wrong passphrase, a flipped byte anywhere and a cut file are refused, and nothing is touched', async () => {
  await using dir = await folder()
  await using from = await freshDatabase()
  await using to = await freshDatabase('empty')
  const { file } = await backedUp(from, dir.path)
  const parts = restoring(to, dir.path, file)
  const whole = await readFile(file)
  const refused = async (bytes: Buffer, why: RegExp, change: Partial<RestoreParts> = {}) => {
    const changed = join(dir.path, 'changed.backup')
    await writeFile(changed, bytes)
    await expect(restoreBackup({ ...parts, file: changed, ...change })).rejects.toThrow(why)
  }
  await refused(whole, /passphrase is not the one/, { passphrase: 'another one' })
  await refused(Buffer.from('no backup at all'), /not a backup/)
  await refused(Buffer.alloc(0), /not a backup/)
  for (const at of [0, 25, 40, whole.length >> 1, whole.length - 1]) {
    const bytes = Buffer.from(whole)
    bytes[at]! ^= 1
    await refused(bytes, /damaged|not a backup|passphrase/)
  }
  const chunk = 64 * 1024 + 16
  for (const length of [30, 51, 51 + chunk, whole.length - 1])
    await refused(whole.subarray(0, length), /damaged/)
  const swapped = Buffer.concat([
    whole.subarray(0, 51),
    whole.subarray(51 + chunk, 51 + 2 * chunk),
    whole.subarray(51, 51 + chunk),
    whole.subarray(51 + 2 * chunk),
  ])
  await refused(swapped, /damaged/)

  expect(await levelsOf(to.db)).toEqual([])
  await expect(readdir(parts.dataDir)).rejects.toThrow(/ENOENT/)
}, 120_000)

test('what is there is replaced only when that is asked for, and stays when the restore fails', async () => {
  await using dir = await folder()
  await using from = await freshDatabase()
  await using to = await freshDatabase()
  const { file } = await backedUp(from, dir.path)
  const parts = restoring(to, dir.path, file)
  const theirs = newSecrets()
  await mkdir(parts.filesDir, { recursive: true })
  await writeFile(join(parts.filesDir, 'theirs.sealed'), 'x')
  writeSecrets(parts.dataDir, theirs)
  await seedCentre(to.db, vaultOf(theirs), { at: AT })
  const before = await dump(to)
  await to.db.destroy()
  await expect(restoreBackup(parts)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('--replace'),
  })

  // A file where the folder of files must go lets the restore fail at its end.
  await using wedge = await freshDatabase('empty')
  await wedge.db.destroy()
  const wedged = { ...parts, url: wedge.url, filesDir: join(parts.filesDir, 'theirs.sealed', 'x') }
  await expect(restoreBackup({ ...wedged, replace: true })).rejects.toThrow(/ENOTDIR/)
  expect(readSecrets(parts.dataDir)).toEqual(theirs)
  expect(Object.keys(before)).toContain('centres')

  await restoreBackup({ ...parts, replace: true })
  expect((await readdir(parts.filesDir)).toSorted()).toEqual(['ab', 'one.sealed'])
  expect(await readdir(parts.dataDir)).toEqual(['files', 'secrets.json'])
})

test('a running service keeps its record from being replaced', async () => {
  await using dir = await folder()
  await using from = await freshDatabase()
  await using to = await freshDatabase()
  const { file } = await backedUp(from, dir.path)
  await sql`select 1`.execute(to.db)
  await expect(restoreBackup({ ...restoring(to, dir.path, file), replace: true })).rejects.toThrow(
    /Stop it first/,
  )
})

test('a backup of a newer program, and one under another master key than the dictated, are refused', async () => {
  await using dir = await folder()
  await using from = await freshDatabase()
  await using to = await freshDatabase('empty')
  const backup = await backedUp(from, dir.path)
  const parts = restoring(to, dir.path, backup.file)
  await expect(restoreBackup({ ...parts, masterKeys: [newMasterKey()] })).rejects.toThrow(
    /another master key/,
  )
  await restoreBackup({ ...parts, masterKeys: [newMasterKey(), backup.secrets.masterKey] })
  expect(await readdir(parts.dataDir)).toEqual(['files'])

  await sql`insert into kysely_migration values ('999_future', '2030-01-01T00:00:00Z')`.execute(
    from.db,
  )
  await writeBackup({ ...backup, now: () => AT })
  await expect(restoreBackup({ ...parts, replace: true })).rejects.toThrow(/newer version/)
})

test('a backup that could not be opened later is not made', async () => {
  await using dir = await folder()
  await using from = await freshDatabase()
  const backup = await backedUp(from, dir.path)
  await expect(
    writeBackup({ ...backup, secrets: newSecrets(), file: join(dir.path, 'b'), now: () => AT }),
  ).rejects.toThrow(/master key \w+, which is not configured/)
  await using empty = await freshDatabase('empty')
  await expect(
    writeBackup({ ...backup, url: empty.url, file: join(dir.path, 'b'), now: () => AT }),
  ).rejects.toThrow(/no record here yet/)
  expect((await readdir(dir.path)).toSorted()).toEqual(['files', 'record.backup'])
})

test('a record whose audit log is broken can be kept as evidence and comes back as it was', async () => {
  await using dir = await folder()
  await using from = await freshDatabase()
  await using to = await freshDatabase('empty')
  const backup = await backedUp(from, dir.path)
  await from.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`update audit set action = 'forged' where seq = 2`.execute(tx)
  })
  const made = await writeBackup({ ...backup, now: () => AT })
  expect(made.auditWhole).toBe(false)
  await restoreBackup(restoring(to, dir.path, backup.file))
  expect(await dump(to)).toEqual(await dump(from))
})

test('what is written while a backup is made is in it whole or not at all', async () => {
  await using dir = await folder()
  await using from = await freshDatabase()
  await using to = await freshDatabase('empty')
  const { secrets, ...backup } = await backedUp(from, dir.path)
  const stop = new AbortController()
  const audit = new AuditLog(vaultOf(secrets))
  const writing = (async () => {
    while (!stop.signal.aborted)
      await audit.append(from.db, {
        centreId: null,
        actor: { kind: 'system' },
        action: 'test.wrote',
      })
  })()
  const made = await writeBackup({ ...backup, secrets, now: () => AT })
  stop.abort()
  await writing
  await restoreBackup(restoring(to, dir.path, backup.file))
  expect(await verifyAudit(to.db, vaultOf(secrets))).toMatchObject({
    entries: (made.rows['audit'] ?? 0) + 1,
  })
  expect(await levelsOf(to.db)).toEqual(LEVELS)
})
