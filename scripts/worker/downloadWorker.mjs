import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { release } from 'node:os'
import path from 'node:path'
import { run } from '../ensure/run.mjs'
import { mediasoupVersion } from './location.mjs'
import { workerRuns } from './workerRuns.mjs'

const RELEASES = 'https://github.com/versatica/mediasoup/releases/download'
const TIMEOUT_MS = 60_000
const FIRST_ANSWER_MS = 10_000

/**
 * Fetches the worker that mediasoup publishes for this platform, and keeps it if it runs here.
 * @param {string} binary where to put it
 * @param {import('./location.mjs').Env} env `MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL`, mediasoup's own, names a mirror
 * @param {(detail: string) => void} say
 * @returns {Promise<string | undefined>} why there is none, or undefined when it is in place
 */
export async function downloadWorker(binary, env, say) {
  const base = env['MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL'] || RELEASES
  const url = `${base}/${mediasoupVersion()}/${archiveName()}`
  say(`downloading ${url}`)
  const scratch = mkdtempSync(`${binary}-`)
  try {
    const archive = path.join(scratch, 'worker.tgz')
    writeFileSync(archive, await bytesOf(url))
    const unpacked = await run('tar', ['-xzf', archive, '-C', scratch, 'mediasoup-worker'])
    if (!unpacked.ok) return `${url} is not the archive it should be`
    const worker = path.join(scratch, 'mediasoup-worker')
    if (!workerRuns(worker)) return `the worker of ${url} does not run on this system`
    renameSync(worker, binary)
    return undefined
  } catch (error) {
    return `${url} cannot be reached (${causeOf(error)})`
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** The name that mediasoup's npm-scripts.mjs gives its archives. */
function archiveName() {
  const kernel = process.platform === 'linux' ? `-kernel${Number.parseInt(release(), 10)}` : ''
  return `mediasoup-worker-${mediasoupVersion()}-${process.platform}-${process.arch}${kernel}.tgz`
}

/** @param {string} url */
async function bytesOf(url) {
  const slow = new AbortController()
  const timer = setTimeout(() => slow.abort(new Error('no answer')), FIRST_ANSWER_MS)
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  signal.addEventListener('abort', () => slow.abort(signal.reason))
  const response = await fetch(url, { signal: slow.signal }).finally(() => clearTimeout(timer))
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}

/** @param {unknown} error fetch hides what happened in `cause` */
function causeOf(error) {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
