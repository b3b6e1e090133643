import { createWriteStream } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { Transaction } from 'kysely'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { pack, type Pack } from 'tar-stream'
import { AppError } from '../../shared/AppError.ts'
import { verifyAudit } from '../audit/verifyAudit.ts'
import { databaseOn } from '../persistence/databaseOn.ts'
import { levelsOf, recordTypes } from '../persistence/Database.ts'
import type { Secrets } from '../persistence/secrets.ts'
import type { Tables } from '../persistence/tables.ts'
import { Vault } from '../persistence/Vault.ts'
import type { Manifest, Totals } from './manifest.ts'
import { sealStream } from './sealedStream.ts'
import { tablesInOrder } from './tablesInOrder.ts'

export interface BackupParts {
  readonly url: string
  readonly filesDir: string
  readonly secrets: Secrets
  readonly passphrase: string
  /** Replaced only by a whole backup. */
  readonly file: string
  readonly now: () => Date
}

const PART_BYTES = 1024 * 1024

/** Writes the record as of one moment, the files and the secrets into one sealed file; others go on working meanwhile. */
export async function writeBackup(parts: BackupParts): Promise<Manifest & Totals> {
  const client = new pg.Client({ connectionString: parts.url, types: recordTypes })
  await client.connect()
  const fresh = `${parts.file}.part`
  try {
    const written = await databaseOn(client)
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (tx) => {
        const manifest = await describe(tx, parts)
        const totals = await writeArchive(fresh, manifest, client, parts)
        return { ...manifest, ...totals }
      })
    await rename(fresh, parts.file)
    return written
  } finally {
    await rm(fresh, { force: true })
    await client.end()
  }
}

async function describe(tx: Transaction<Tables>, { secrets, now }: BackupParts): Promise<Manifest> {
  const levels = await levelsOf(tx)
  if (levels.length === 0)
    throw new AppError('not_found', 'There is no record here yet, so there is nothing to back up.')
  const vault = new Vault({ current: secrets.masterKey, old: secrets.masterKeysOld })
  const keys = await tx
    .selectFrom('patients')
    .select('master_key_id')
    .distinct()
    .where('key_sealed', 'is not', null)
    .execute()
  for (const { master_key_id: id } of keys) vault.assertKnown(id)
  const tables = await tablesInOrder(tx)
  const verdict = await verifyAudit(tx, vault)
  const madeAt = now().toISOString()
  return { format: 1, madeAt, levels: [...levels], tables, auditWhole: 'entries' in verdict }
}

async function writeArchive(
  file: string,
  manifest: Manifest,
  client: pg.Client,
  parts: BackupParts,
): Promise<Totals> {
  const archive = pack()
  const writing = pipeline(
    archive,
    createGzip(),
    (source: AsyncIterable<Buffer>) => sealStream(source, parts.passphrase),
    createWriteStream(file, { mode: 0o600, flush: true }),
  )
  const filling = fill(archive, manifest, client, parts).catch((error: Error) => {
    archive.destroy(error)
    throw error
  })
  const [totals] = await Promise.all([filling, writing])
  return totals
}

async function fill(
  archive: Pack,
  manifest: Manifest,
  client: pg.Client,
  { secrets, filesDir }: BackupParts,
): Promise<Totals> {
  await addJson(archive, 'manifest.json', manifest)
  await addJson(archive, 'secrets.json', secrets)
  const rows: Record<string, number> = {}
  for (const table of manifest.tables) rows[table.name] = await addTable(archive, table, client)
  const files = await addFiles(archive, filesDir)
  await addJson(archive, 'totals.json', { rows, files })
  archive.finalize()
  return { rows, files }
}

/** In parts, for an entry's size must be known before its content. */
async function addTable(
  archive: Pack,
  { name, columns }: Manifest['tables'][number],
  client: pg.Client,
): Promise<number> {
  const list = columns.map((column) => `"${column}"`).join(', ')
  const copy = client.query(copyTo(`copy "${name}" (${list}) to stdout`))
  let part: Buffer[] = []
  let size = 0
  for await (const chunk of copy as AsyncIterable<Buffer>) {
    part.push(chunk)
    size += chunk.length
    if (size < PART_BYTES) continue
    await addBytes(archive, `tables/${name}`, Buffer.concat(part))
    part = []
    size = 0
  }
  await addBytes(archive, `tables/${name}`, Buffer.concat(part))
  return copy.rowCount
}

/** Files are ciphertext that never changes; one that is removed meanwhile is left out. */
async function addFiles(archive: Pack, folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  let files = 0
  for (const entry of entries.filter((entry) => entry.isFile())) {
    const path = join(entry.parentPath, entry.name)
    const file = await open(path).catch(() => undefined)
    if (!file) continue
    const { size } = await file.stat()
    const name = `files/${relative(folder, path).split(sep).join('/')}`
    await pipeline(file.createReadStream(), archive.entry({ name, size }))
    files++
  }
  return files
}

function addJson(archive: Pack, name: string, value: unknown): Promise<void> {
  return addBytes(archive, name, Buffer.from(JSON.stringify(value)))
}

function addBytes(archive: Pack, name: string, bytes: Buffer): Promise<void> {
  return pipeline(Readable.from([bytes]), archive.entry({ name, size: bytes.length }))
}
