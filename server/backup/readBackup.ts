import { createReadStream } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { AppError } from '../../shared/AppError.ts'
import { LEVELS } from '../persistence/Database.ts'
import { Secrets } from '../persistence/secrets.ts'
import { Manifest, Totals } from './manifest.ts'
import { openStream } from './sealedStream.ts'

/** What an entry holds, read once. */
export type Content = AsyncIterable<Uint8Array>

export interface Contents {
  readonly manifest: Manifest
  readonly secrets: Secrets
  readonly totals: Totals
}

/** Goes through the entries of a backup; what `visit` does not read is skipped. */
export async function readBackup(
  file: string,
  passphrase: string,
  visit: (name: string, content: Content) => Promise<void>,
): Promise<void> {
  const entries = extract()
  const reading = pipeline(
    createReadStream(file),
    (source: AsyncIterable<Buffer>) => openStream(source, passphrase),
    createGunzip(),
    entries,
  )
  const visiting = (async () => {
    for await (const entry of entries) {
      await visit(entry.header.name, entry as Content) // tar-stream's types leave open what it yields.
      entry.resume()
    }
  })()
  // The reason is known where it was read; who waited for its entries was only cut off.
  const [read, visited] = await Promise.allSettled([reading, visiting])
  if (visited.status === 'rejected' && visited.reason instanceof AppError) throw visited.reason
  if (read.status === 'rejected') throw read.reason
  if (visited.status === 'rejected') throw visited.reason
}

/** Reads all of a backup and touches nothing: only what is whole, and of a level known here, may be restored. */
export async function checkBackup(file: string, passphrase: string): Promise<Contents> {
  const found = new Map<string, unknown>()
  await readBackup(file, passphrase, async (name, content) => {
    if (!name.endsWith('.json') || name.includes('/')) return
    found.set(name, JSON.parse((await buffer(content)).toString()))
    if (name === 'manifest.json') refuseNewer(found.get(name))
  })
  return {
    manifest: Manifest.parse(found.get('manifest.json')),
    secrets: Secrets.parse(found.get('secrets.json')),
    totals: Totals.parse(found.get('totals.json')),
  }
}

function refuseNewer(found: unknown): void {
  const manifest = Manifest.safeParse(found)
  if (manifest.success && manifest.data.levels.every((level) => LEVELS.includes(level))) return
  throw new AppError(
    'bad_request',
    'This backup was made by a newer version of Consilium. Restore it with that version.',
  )
}
