import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { runningPostmaster, stopPostmaster } from '../../server/persistence/postmaster.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const START_PATIENCE_MS = 60_000

/** What `npm start` prints to a newcomer. */
export interface Welcome {
  readonly address: string
  readonly email: string
  readonly password: string
  readonly patientLink: string
  readonly patientCode: string
}

export interface Consilium extends Welcome {
  readonly process: ChildProcess
  /** All that the server wrote. */
  readonly output: () => string
  /** Ends it as an operator does, or as a crash does, and waits. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>
  /** Starts it again, on the same address and data. */
  readonly start: () => Promise<void>
  readonly dispose: () => Promise<void>
}

/** The product as a newcomer starts it, on an empty data folder and ports of its own; or as somebody else does, by `entry`. */
export async function consilium(
  settings: Record<string, string> = {},
  entry = 'server/main.ts',
): Promise<Consilium> {
  const folder = await mkdtemp(path.join(tmpdir(), 'consilium-e2e-'))
  const [port, mediaPort] = [await freePort(), await freePort()]
  const env = {
    ...process.env,
    ...{ PORT: `${port}`, MEDIA_PORT: `${mediaPort}`, MEDIA_WORKERS: '1', LOG_LEVEL: 'warn' },
    DATA_DIR: path.join(folder, 'data'),
    ...settings,
  }
  let output = ''
  let child = await run().catch(async (error: unknown) => {
    await removeData(folder)
    throw error
  })
  async function run(): Promise<ChildProcess> {
    const started = spawn(process.execPath, [entry], {
      ...{ cwd: ROOT, env, serialization: 'advanced' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    started.stdout?.on('data', (text: Buffer) => (output += text.toString()))
    started.stderr?.on('data', (text: Buffer) => (output += text.toString()))
    await until(() => output.includes('Stop with Ctrl+C') || started.exitCode !== null).catch(
      (error: unknown) => {
        started.kill('SIGKILL')
        throw error
      },
    )
    if (started.exitCode !== null) throw new Error(`Consilium did not start:\n${output}`)
    return started
  }
  async function stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise((done) => child.once('exit', done))
    child.kill(signal)
    await ended
  }
  return {
    ...readWelcome(output),
    get process() {
      return child
    },
    output: () => output,
    stop,
    async start() {
      output = ''
      child = await run()
    },
    async dispose() {
      await stop()
      await removeData(folder)
    },
  }
}

/** With its database, wherever root had to put it, and the server of it that a killed Consilium left running. */
async function removeData(folder: string): Promise<void> {
  const home = await realpath(path.join(folder, 'data/postgres')).catch(() => folder)
  const postmaster = await runningPostmaster(path.join(home, 'cluster'))
  if (postmaster !== undefined) await stopPostmaster(postmaster)
  for (const made of [home, folder]) await rm(made, { recursive: true, force: true })
}

function readWelcome(text: string): Welcome {
  const read = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? ''
  return {
    address: read(/The clinician\s+(\S+)/),
    email: read(/e-mail\s+(\S+)/),
    password: read(/password\s+(\S+)/),
    patientLink: read(/The patient\s+(\S+)/),
    patientCode: read(/code\s+(\d{6})/),
  }
}

async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + START_PATIENCE_MS
  while (!condition()) {
    if (Date.now() > end) throw new Error('Consilium took too long to start')
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** A port that nobody has now. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}
