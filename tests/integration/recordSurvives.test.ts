import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmod,
  chown,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { canPass } from '../../server/persistence/databaseAccount.ts'
import { openDatabase } from '../../server/persistence/Database.ts'
import { startEmbedded } from '../../server/persistence/EmbeddedPostgres.ts'
import { isAlive, until } from '../../server/persistence/postmaster.ts'
import type { Account } from '../../server/persistence/run.ts'

const NOBODY = { uid: 65_534, gid: 65_534 }
const isRoot = process.getuid?.() === 0

interface Folder {
  readonly path: string
  [Symbol.asyncDispose](): Promise<void>
}

/** Removed afterwards, with the database wherever it was put. */
async function folder(mode = 0o711, owner?: Account): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'consilium-embedded-'))
  await chmod(path, mode)
  if (owner) await chown(path, owner.uid, owner.gid)
  return {
    path,
    async [Symbol.asyncDispose]() {
      const pid = await postmasterOf(path).catch(() => undefined)
      if (pid && isAlive(pid)) process.kill(pid, 'SIGKILL')
      const elsewhere = await realpath(join(path, 'postgres')).catch(() => path)
      await rm(elsewhere, { recursive: true, force: true })
      await rm(path, { recursive: true, force: true })
    },
  }
}

async function postmasterOf(path: string): Promise<number> {
  const file = join(path, 'postgres/cluster/postmaster.pid')
  return Number((await readFile(file, 'utf8')).split('\n')[0])
}

/** A process that writes into the database of a folder; `acked` grows as rows are confirmed. */
async function writer(path: string, as?: Account) {
  const program = join(import.meta.dirname, 'recordWriter.ts')
  const child = spawn(process.execPath, [program, path], {
    ...as,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const acked: string[] = []
  const lines = createInterface({ input: child.stdout })
  const started = await new Promise<{ attached: boolean; uid: number }>((resolve, reject) => {
    lines.once('line', (line: string) => {
      lines.on('line', (id: string) => acked.push(id))
      resolve(JSON.parse(line) as { attached: boolean; uid: number })
    })
    child.once('exit', () => reject(new Error(said)))
  })
  const target = acked.length + 200
  await until(() => acked.length >= target, 20_000)
  return { child, acked, ...started }
}

async function killed(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

async function keptIn(url: string): Promise<ReadonlySet<string>> {
  const db = openDatabase(url)
  const { rows } = await sql<{ id: string }>`select id from kept`.execute(db)
  await db.destroy()
  return new Set(rows.map(({ id }) => id))
}

test('after kill -9 of Node the database still runs, is attached to, and has every confirmed row', async () => {
  await using dir = await folder()
  const { child, acked, attached } = await writer(dir.path)
  expect(attached).toBe(false)
  await killed(child, 'SIGKILL')
  const pid = await postmasterOf(dir.path)
  expect(isAlive(pid)).toBe(true)

  const again = await startEmbedded({ dataDir: dir.path })
  expect(again.attached).toBe(true)
  const kept = await keptIn(again.url)
  expect(acked.length).toBeGreaterThanOrEqual(200)
  expect(acked.filter((id) => !kept.has(id))).toEqual([])
  await again.stop()
  expect(isAlive(pid)).toBe(false)
})

test('after kill -9 of Node and PostgreSQL every confirmed row is there again', async () => {
  await using dir = await folder()
  const { child, acked } = await writer(dir.path)
  const pid = await postmasterOf(dir.path)
  process.kill(pid, 'SIGKILL')
  await killed(child, 'SIGKILL')
  expect(await until(() => !isAlive(pid), 5_000)).toBe(true)

  const again = await startEmbedded({ dataDir: dir.path })
  expect(again.attached).toBe(false)
  const kept = await keptIn(again.url)
  expect(acked.filter((id) => !kept.has(id))).toEqual([])
  await again.stop()
})

test('a clean stop leaves neither process nor pid file, and every confirmed row', async () => {
  await using dir = await folder()
  const { child, acked } = await writer(dir.path)
  const pid = await postmasterOf(dir.path)
  await killed(child, 'SIGTERM')
  expect(isAlive(pid)).toBe(false)
  await expect(stat(join(dir.path, 'postgres/cluster/postmaster.pid'))).rejects.toThrow(/ENOENT/)
  const again = await startEmbedded({ dataDir: dir.path })
  const kept = await keptIn(again.url)
  await again.stop()
  expect(acked.filter((id) => !kept.has(id))).toEqual([])
})

test('a second start on the same folder is told so, and the first goes on', async () => {
  await using dir = await folder()
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
  await using dir = await folder()
  await using copy = await folder()
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
  await using dir = await folder()
  const { stop } = await startEmbedded({ dataDir: dir.path })
  await stop()
  await writeFile(join(dir.path, 'postgres/cluster/PG_VERSION'), '17\n')
  await expect(startEmbedded({ dataDir: dir.path })).rejects.toThrow(
    /made by PostgreSQL 17.*Make a backup/,
  )
})

test('the log of the database has no value of a row in it', async () => {
  await using dir = await folder()
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
  await using dir = await folder()
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
  await using dir = await folder(0o700, NOBODY)
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
    await using dir = await folder(0o700)
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
