import { AppError } from '../../shared/AppError.ts'
import { type Account, run } from './run.ts'

const NAME = 'consilium'

/** PostgreSQL refuses to run as root: then it gets an account of its own, made when missing. */
export async function databaseAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const found = await accountOf(NAME)
  if (found) return found
  const made = await run('useradd', [
    ...['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'],
    ...['--shell', '/usr/sbin/nologin', NAME],
  ])
  const account = await accountOf(NAME)
  if (account) return account
  throw new AppError(
    'unavailable',
    `The database cannot run as root, and an account "${NAME}" could not be made for it (${made.output}). Make one, start Consilium as an ordinary user, or set DATABASE_URL.`,
  )
}

async function accountOf(name: string): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
  return uid.code === 0 ? { uid: Number(uid.output), gid: Number(gid.output) } : undefined
}

/** Whether an account can pass through a folder; asked of the system, which knows of every kind of permission. */
export async function canPass(folder: string, as: Account | undefined): Promise<boolean> {
  const { code } = await run('/bin/sh', ['-c', 'test -x "$1"', 'sh', folder], as)
  return code === 0
}
