import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Kysely, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { AppError } from '../../shared/AppError.ts'
import { AuditLog } from '../audit/AuditLog.ts'
import { verifyAudit } from '../audit/verifyAudit.ts'
import { databaseOn } from '../persistence/databaseOn.ts'
import { levelsOf, migrate, recordTypes } from '../persistence/Database.ts'
import { readSecrets, type Secrets, writeSecrets } from '../persistence/secrets.ts'
import type { Tables } from '../persistence/tables.ts'
import { Vault } from '../persistence/Vault.ts'
import { FilePath } from './manifest.ts'
import { checkBackup, type Content, type Contents, readBackup } from './readBackup.ts'
import { clearDatabase, continueNumbers, copyPart, tablesAmiss } from './restoreTables.ts'

export interface RestoreParts {
  readonly url: string
  readonly dataDir: string
  readonly filesDir: string
  readonly file: string
  readonly passphrase: string
  /** Whether a record that is there already may go. */
  readonly replace: boolean
  /** Master keys that the environment dictates; none where the data folder keeps them. */
  readonly masterKeys: readonly string[]
  readonly now: () => Date
}

/**
 * Restores a whole installation, or leaves what is there as it was. First everything is read and checked; then the
 * database is filled in one transaction, while the files wait beside the old ones.
 */
export async function restoreBackup(parts: RestoreParts): Promise<Contents> {
  const contents = await checkBackup(parts.file, parts.passphrase)
  refuseOtherKeys(contents.secrets, parts)
  const fresh = `${parts.filesDir}.restoring`
  await rm(fresh, { recursive: true, force: true })
  const client = new pg.Client({ connectionString: parts.url, types: recordTypes })
  await client.connect()
  try {
    await databaseOn(client)
      .transaction()
      .execute(async (tx) => {
        await refuseOthers(tx)
        if (!parts.replace) await refuseNotEmpty(tx, parts)
        await restoreInto(tx, client, contents, { ...parts, filesDir: fresh })
        keepBothKeys(contents.secrets, parts)
      })
    await replaceFolder(parts.filesDir, fresh)
    if (parts.masterKeys.length === 0) writeSecrets(parts.dataDir, contents.secrets)
    return contents
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await client.end()
  }
}

async function restoreInto(
  tx: Transaction<Tables>,
  client: pg.Client,
  { manifest, secrets, totals }: Contents,
  { file, passphrase, filesDir, now }: RestoreParts,
): Promise<void> {
  await clearDatabase(tx)
  await migrate(tx, manifest.levels.at(-1))
  await mkdir(filesDir, { recursive: true, mode: 0o700 })
  await readBackup(file, passphrase, async (name, content) => {
    const [kind, ...rest] = name.split('/')
    const table = manifest.tables.find((it) => kind === 'tables' && it.name === rest.join('/'))
    if (table) await copyPart(client, table, content)
    if (kind === 'files') await writeFile(filesDir, rest.join('/'), content)
  })
  await continueNumbers(tx)
  const amiss = await tablesAmiss(tx, totals)
  if (amiss.length > 0) throw new AppError('internal', `Rows are missing in: ${amiss.join(', ')}.`)
  await migrate(tx)
  const vault = new Vault({ current: secrets.masterKey, old: secrets.masterKeysOld })
  const verdict = await verifyAudit(tx, vault)
  if ('entries' in verdict)
    await new AuditLog(vault, now).append(tx, {
      ...{ centreId: null, actor: { kind: 'system' }, action: 'record.restored' },
      details: { madeAt: manifest.madeAt },
    })
  else if (manifest.auditWhole)
    throw new AppError('internal', `The audit log came out broken at entry ${verdict.brokenAt}.`)
}

/** While a connection of another process is open, its people would see the record change under their hands. */
async function refuseOthers(tx: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from pg_stat_activity
    where datname = current_database() and application_name = 'consilium'`.execute(tx)
  if (rows[0]?.n !== 0)
    throw new AppError('conflict', 'Consilium is running on this database. Stop it first.')
}

async function refuseNotEmpty(
  tx: Kysely<Tables>,
  { filesDir }: Pick<RestoreParts, 'filesDir'>,
): Promise<void> {
  const made = (await levelsOf(tx)).length > 0
  const centre = made && (await tx.selectFrom('centres').select('id').limit(1).executeTakeFirst())
  const files = await readdir(filesDir).catch(() => [])
  if (centre || files.length > 0)
    throw new AppError(
      'conflict',
      'There is a record here already. Back it up, then restore with --replace to put the backup in its place.',
    )
}

function refuseOtherKeys({ masterKey }: Secrets, { masterKeys }: RestoreParts): void {
  if (masterKeys.length === 0) return
  if (masterKeys.map(idOf).includes(idOf(masterKey))) return
  throw new AppError(
    'conflict',
    'The backup was made with another master key than MASTER_KEY. Restore with MASTER_KEY not set: the key is then written to secrets.json in the data folder, for you to set.',
  )
}

/** Until all is done, the data folder knows the keys of the record that goes and of the one that comes. */
function keepBothKeys(coming: Secrets, { dataDir, masterKeys }: RestoreParts): void {
  if (masterKeys.length > 0) return
  const going = readSecrets(dataDir)
  const old = going ? [going.masterKey, ...going.masterKeysOld] : []
  const masterKeysOld = [...new Set([...coming.masterKeysOld, ...old])]
  writeSecrets(dataDir, {
    ...coming,
    masterKeysOld: masterKeysOld.filter((key) => key !== coming.masterKey),
  })
}

function idOf(key: string): string {
  return new Vault({ current: key, old: [] }).masterKeyId
}

async function writeFile(folder: string, name: string, content: Content): Promise<void> {
  const path = join(folder, FilePath.parse(name))
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await pipeline(content, createWriteStream(path, { mode: 0o600, flush: true }))
}

async function replaceFolder(folder: string, by: string): Promise<void> {
  const going = `${folder}.replaced`
  await rm(going, { recursive: true, force: true })
  await rename(folder, going).catch(() => undefined)
  await rename(by, folder)
  await rm(going, { recursive: true, force: true })
}
