import { createHash } from 'node:crypto'
import { chown, lstat, mkdir, realpath, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/AppError.ts'
import { canPass, databaseAccount } from './databaseAccount.ts'
import type { Account } from './run.ts'

/** Where the embedded database lies, and who runs it. */
export interface EmbeddedLocation {
  /** PostgreSQL's own folder; may not exist yet. Its parent does, and belongs to the account. */
  readonly cluster: string
  readonly log: string
  readonly account: Account | undefined
}

const ELSEWHERE = '/var/lib/consilium'

/**
 * `DATA_DIR/postgres`. When root starts Consilium in a folder that only root can enter, that is a link to a folder of
 * the database's account, so that the same data is found again whatever happens to permissions.
 */
export async function embeddedLocation(dataDir: string): Promise<EmbeddedLocation> {
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  const log = join(dataDir, 'postgres.log')
  const home = join(dataDir, 'postgres')
  const found = await lstat(home).catch(() => undefined)
  const account = await databaseAccount()
  if (!found) await makeHome(home, dataDir, account)
  const folder = await realpath(home).catch((cause: unknown) => {
    throw new AppError(
      'unavailable',
      `${home} points to a database that is not there. Bring it back, or restore a backup.`,
      { cause },
    )
  })
  return { cluster: join(folder, 'cluster'), log, account: await ownerOf(folder, account) }
}

async function makeHome(
  home: string,
  dataDir: string,
  account: Account | undefined,
): Promise<void> {
  if (await canPass(dataDir, account)) return makeOwned(home, account)
  const key = createHash('sha256')
    .update(await realpath(dataDir))
    .digest('hex')
    .slice(0, 16)
  const folder = join(ELSEWHERE, key)
  await mkdir(ELSEWHERE, { recursive: true, mode: 0o755 })
  await makeOwned(folder, account)
  await symlink(folder, home).catch(ignoreExisting)
}

async function makeOwned(folder: string, account: Account | undefined): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch(ignoreExisting)
  if (account) await chown(folder, account.uid, account.gid)
}

/** An earlier start decided whose the data is: root follows that, anybody else must be that account. */
async function ownerOf(folder: string, account: Account | undefined): Promise<Account | undefined> {
  const { uid, gid } = await stat(folder)
  const self = process.getuid?.()
  if (self === undefined || uid === self) return self === 0 ? account : undefined
  if (self === 0) return { uid, gid }
  throw new AppError(
    'unavailable',
    `The database in ${folder} belongs to another account (uid ${uid}). Start Consilium as that account or as root, or choose another DATA_DIR.`,
  )
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
