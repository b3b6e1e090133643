import { readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const POLL_MS = 20

/** The process id of the PostgreSQL that serves exactly this folder now; a stale pid file is taken away. */
export async function runningPostmaster(cluster: string): Promise<number | undefined> {
  const file = join(cluster, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const pid = Number(text.split('\n')[0])
  if (Number.isSafeInteger(pid) && pid > 1 && (await serves(pid, cluster))) return pid
  await rm(file, { force: true })
  return undefined
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // kill(2) fails with an errno only.
  }
}

/** Fast shutdown: sessions end, everything is on disk. After `patienceMs`, the way that recovers at the next start. */
export async function stopPostmaster(pid: number, patienceMs = 30_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (!isAlive(pid)) return
    process.kill(pid, signal)
    if (await until(() => !isAlive(pid), patienceMs)) return
  }
}

/** Asks again and again until it is so; false when it took too long. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  patienceMs: number,
): Promise<boolean> {
  const end = performance.now() + patienceMs
  while (!(await isSo())) {
    if (performance.now() > end) return false
    await delay(POLL_MS)
  }
  return true
}

/** A pid may have been given to another process since, or the folder may be a copy of one that is in use. */
async function serves(pid: number, cluster: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true // PostgreSQL's own check of its shared memory decides there.
  return (await readlink(`/proc/${pid}/cwd`).catch(() => undefined)) === cluster
}
