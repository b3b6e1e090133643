import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { sql } from 'kysely'
import { openDatabase } from '../../server/persistence/Database.ts'
import { isAlive, until } from '../../server/persistence/postmaster.ts'
import type { Account } from '../../server/persistence/run.ts'

export interface Folder {
  readonly path: string
  [Symbol.asyncDispose](): Promise<void>
}

/** A data folder, removed afterwards with the database wherever it was put. */
export async function embeddedFolder(mode = 0o711, owner?: Account): Promise<Folder> {
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

export async function postmasterOf(path: string): Promise<number> {
  const file = join(path, 'postgres/cluster/postmaster.pid')
  return Number((await readFile(file, 'utf8')).split('\n')[0])
}

/** A process that writes into the database of a folder; `acked` grows as rows are confirmed. */
export async function writer(path: string, as?: Account) {
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
  await until(() => acked.length >= target, 60_000)
  return { child, acked, ...started }
}

export async function killed(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

export async function keptIn(url: string): Promise<ReadonlySet<string>> {
  const db = openDatabase(url)
  const { rows } = await sql<{ id: string }>`select id from kept`.execute(db)
  await db.destroy()
  return new Set(rows.map(({ id }) => id))
}
