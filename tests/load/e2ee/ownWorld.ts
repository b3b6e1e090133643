import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { migrate, openDatabase } from '../../../server/persistence/Database.ts'
import { startEmbedded } from '../../../server/persistence/EmbeddedPostgres.ts'
import { liveWorld, type LiveWorld } from '../../integration/liveWorld.ts'

/** The tests' whole server, with a database of its own, as safe as the product's, outside of a test run. */
export async function ownWorld(opened: AsyncDisposableStack): Promise<LiveWorld> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'consilium-load-'))
  opened.defer(() => rm(dataDir, { recursive: true, force: true }))
  await chmod(dataDir, 0o711)
  const postgres = await startEmbedded({ dataDir })
  opened.defer(() => postgres.stop())
  const db = openDatabase(postgres.url)
  opened.defer(() => db.destroy())
  await migrate(db)
  const keys = { master: secret(), access: secret() }
  return opened.use(await liveWorld({ beside: { db, keys } }))
}

function secret(): string {
  return randomBytes(32).toString('base64url')
}
