import { spawn } from 'node:child_process'
import {
  chmod,
  chown,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { AppError } from '../../shared/AppError.ts'
import { type EmbeddedLocation, embeddedLocation } from './embeddedLocation.ts'
import { type PostgresBinaries, postgresBinaries } from './postgresBinaries.ts'
import { isAlive, runningPostmaster, stopPostmaster, until } from './postmaster.ts'
import { CLEAN_ENVIRONMENT, run } from './run.ts'

/** A PostgreSQL of our own, reached by a unix socket only. */
export interface EmbeddedPostgres {
  readonly url: string
  /** Ends the server with everything on disk. */
  readonly stop: () => Promise<void>
  /** It was running already: the process that started it was killed, or shares it. */
  readonly attached: boolean
}

interface Options {
  readonly dataDir: string
  readonly log?: (line: string) => void
  /** PostgreSQL settings beside ours; not applied to a server that was still running. */
  readonly settings?: Readonly<Record<string, string>>
  /** Also beside another process that runs this database, which then goes on when this one stops. */
  readonly share?: boolean
}

const USER = 'consilium'
const START_PATIENCE_MS = 60_000
const LOG_KEPT_BYTES = 10_000_000
/** sockaddr_un holds 107 bytes on Linux and 103 on macOS. */
const SOCKET_PATH_MAX = 103
const SOCKET_NAME = '.s.PGSQL.5432'

/** No personal data in its log: neither statements nor the values that an error's detail would quote. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  port: '5432',
  max_connections: '60',
  shared_buffers: '64MB',
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_timezone: 'UTC',
  timezone: 'UTC',
}

/** Starts the database of a data folder, or attaches to the one that is still running there. */
export async function startEmbedded(options: Options): Promise<EmbeddedPostgres> {
  const { dataDir, log = () => undefined, settings = {}, share = false } = options
  const location = await embeddedLocation(dataDir)
  const binaries = await postgresBinaries(location.account)
  if (!(await exists(location.cluster))) {
    log('Making the database')
    await makeCluster(location, binaries)
  }
  await refuseOtherVersion(location, binaries)
  const sockets = await socketFolder(location)
  const running = await runningPostmaster(location.cluster)
  const pid = running ?? (await spawnPostgres(location, binaries, sockets, settings))
  const owner = await own(urlOf(sockets, 'postgres'), pid, location)
  if (!owner.mine && !share) {
    await owner.client.end()
    throw inUse(location)
  }
  if (running) log('Attached to the database, which was still running')
  return {
    url: urlOf(sockets, USER),
    attached: running !== undefined,
    async stop() {
      await owner.client.end().catch(() => undefined)
      if (!owner.mine) return
      await stopPostmaster(pid)
      if (sockets !== location.cluster) await rmdir(sockets).catch(() => undefined)
    },
  }
}

function urlOf(sockets: string, database: string): string {
  return `postgres://${USER}@localhost/${database}?host=${encodeURIComponent(sockets)}&port=5432`
}

/** Made aside and renamed: a folder that is there is whole. */
async function makeCluster(location: EmbeddedLocation, binaries: PostgresBinaries): Promise<void> {
  const { cluster, account } = location
  const fresh = `${cluster}.${process.pid}`
  await rm(fresh, { recursive: true, force: true })
  const options = ['--auth=peer', `--username=${USER}`, '--encoding=UTF8', '--no-instructions']
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const made = await run(binaries.initdb, ['-D', fresh, ...options, ...locale], account)
  if (made.code !== 0) {
    await rm(fresh, { recursive: true, force: true })
    throw new AppError('unavailable', `The database could not be made: ${made.output}`)
  }
  await writeFile(join(fresh, 'pg_hba.conf'), `local all ${USER} peer map=${USER}\n`)
  await writeFile(join(fresh, 'pg_ident.conf'), await identityMap(location))
  await rename(fresh, cluster).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true })
    if (!(await exists(cluster))) throw error
  })
}

/** Who may connect: the account that runs the database, and root. No password that could leak or get lost. */
async function identityMap({ cluster }: EmbeddedLocation): Promise<string> {
  const { uid } = await stat(dirname(cluster))
  const name = await run('id', ['-un', String(uid)])
  const names = new Set(['root', ...(name.code === 0 ? [name.output] : [])])
  return [...names].map((osName) => `${USER} "${osName}" ${USER}\n`).join('')
}

async function refuseOtherVersion(
  { cluster }: EmbeddedLocation,
  { major }: PostgresBinaries,
): Promise<void> {
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  if (found !== major)
    throw new AppError(
      'unavailable',
      `The database was made by PostgreSQL ${found}, and this version of Consilium brings PostgreSQL ${major}. Make a backup with the version used before, and restore it with this one.`,
    )
}

/** The socket lies in PostgreSQL's own folder (0700), or in a private one when that path is too long for a socket. */
async function socketFolder({ cluster, account }: EmbeddedLocation): Promise<string> {
  if (join(cluster, SOCKET_NAME).length <= SOCKET_PATH_MAX) return cluster
  const key = createHash('sha256').update(cluster).digest('hex').slice(0, 16)
  const folder = join(tmpdir(), `consilium-${key}`)
  const owner = account?.uid ?? process.getuid?.()
  const made = await mkdir(folder, { mode: 0o700 }).then(
    () => true,
    () => false,
  )
  if (made && account) await chown(folder, account.uid, account.gid)
  if ((await stat(folder)).uid !== owner)
    throw new AppError('unavailable', `${folder} belongs to another account. Remove it.`)
  await chmod(folder, 0o700)
  return folder
}

/** In a process group of its own, so that Ctrl-C reaches us first and we stop it in order. */
async function spawnPostgres(
  location: EmbeddedLocation,
  { postgres }: PostgresBinaries,
  sockets: string,
  settings: Readonly<Record<string, string>>,
): Promise<number> {
  const { cluster, account, log } = location
  const all = { ...SETTINGS, unix_socket_directories: sockets, ...settings }
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const kept = await stat(log).catch(() => undefined)
  if (kept && kept.size > LOG_KEPT_BYTES) await rename(log, `${log}.1`)
  await using output = await open(log, 'a', 0o600)
  const child = spawn(postgres, ['-D', cluster, ...args], {
    ...account,
    cwd: '/',
    env: CLEAN_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  })
  child.on('error', () => undefined) // A program that cannot be run has no pid.
  child.unref()
  if (child.pid) return child.pid
  throw new AppError('unavailable', `PostgreSQL could not be run (${postgres}).`)
}

/**
 * Waits until the database answers, makes ours in it, and tries to hold a lock there for as long as this process lives:
 * of two that are started on one data folder, the first owns it.
 */
async function own(
  url: string,
  pid: number,
  { log }: EmbeddedLocation,
): Promise<{ readonly client: pg.Client; readonly mine: boolean }> {
  const client = await connected(url, pid)
  if (!client)
    throw new AppError('unavailable', `The database did not start: ${await lastLine(log)} (${log})`)
  const { rows } = await client.query<{ mine: boolean; made: boolean }>(
    `select pg_try_advisory_lock(hashtext('consilium owner')) as mine,
       exists (select from pg_database where datname = '${USER}') as made`,
  )
  const { mine = false, made = false } = rows[0] ?? {}
  if (mine && !made) await client.query(`create database ${USER}`)
  return { client, mine }
}

function inUse({ cluster }: EmbeddedLocation): AppError {
  return new AppError(
    'unavailable',
    `Another Consilium is running on ${dirname(cluster)}. Stop it, or choose another DATA_DIR and PORT.`,
  )
}

async function connected(url: string, pid: number): Promise<pg.Client | undefined> {
  let client: pg.Client | undefined
  await until(async () => {
    const attempt = new pg.Client({ connectionString: url, application_name: 'consilium owner' })
    attempt.on('error', () => undefined) // The pool's users notice a server that is gone.
    client = await attempt.connect().then(
      () => attempt,
      () => undefined,
    )
    return client !== undefined || !isAlive(pid)
  }, START_PATIENCE_MS)
  return client
}

async function lastLine(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trim().split('\n').at(-1) || 'it said nothing'
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
