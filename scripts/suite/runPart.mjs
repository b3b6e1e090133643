import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** How long the tools have to end what they started. */
const PATIENCE_MS = 15_000
const REPORTS = path.join(ROOT, 'dist/reports')

/**
 * One tool of the suite. One with `count` writes a JSON report to the path given to `args`; any other counts as one test.
 * @typedef {object} Part
 * @property {string} title
 * @property {(report: string) => readonly string[]} command the program, from node_modules/.bin or the system, and its arguments
 * @property {(report: string) => Readonly<Record<string, string>>} [env]
 * @property {(report: any) => Counts} [count] reads the tool's own report
 */
/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Counts */
/** @typedef {Counts & { readonly title: string, readonly seconds: number, readonly output: string }} Outcome */

/**
 * Runs one part to its end.
 * @param {Part} part
 * @param {{ live: boolean }} how whether its output is shown as it comes, or kept
 * @returns {Promise<Outcome>}
 */
export async function runPart(part, { live }) {
  const report = path.join(REPORTS, `${part.title.replaceAll(' ', '-')}.json`)
  mkdirSync(REPORTS, { recursive: true })
  rmSync(report, { force: true })
  const begun = performance.now()
  const { code, output } = await finished(part, report, live)
  const seconds = (performance.now() - begun) / 1000
  return { title: part.title, seconds, ...judged(part, report, code, output) }
}

/** @param {Part} part @param {string} report @param {number | null} code @param {string} output */
function judged(part, report, code, output) {
  const failed = { passed: 0, failed: 1, skipped: 0 }
  if (part.count === undefined) {
    return code === 0 ? { passed: 1, failed: 0, skipped: 0, output } : { ...failed, output }
  }
  if (!existsSync(report)) return { ...failed, output: `${output}\nIt ended without a report.` }
  const counts = part.count(JSON.parse(readFileSync(report, 'utf8')))
  if (counts.passed + counts.failed === 0)
    return { ...failed, output: `${output}\nIt ran no test.` }
  // An error outside of any test is a failure as well.
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1, output }
  return { ...counts, output }
}

/** @param {Part} part @param {string} report @param {boolean} live */
async function finished(part, report, live) {
  const [program = '', ...args] = part.command(report)
  const bin = path.join(ROOT, 'node_modules/.bin')
  const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}
  const PATH = bin + path.delimiter + (process.env['PATH'] ?? '')
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, ...color, ...part.env?.(report), PATH },
    // A group of its own, because several of the tools are wrappers that do not end what they started.
    detached: true,
    stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
  })
  const release = endWithUs(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text))
  }
  const code = await /** @type {Promise<number | null>} */ (
    new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  )
  release()
  return { code, output }
}

/**
 * A signal to us goes to the tool, which may have databases and browsers to end first; then we end too.
 * @param {import('node:child_process').ChildProcess} child the leader of its group
 * @returns {() => void} to be called when it has ended
 */
function endWithUs(child) {
  /** @type {NodeJS.Signals | undefined} */
  let received
  const tell = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal)
    } catch {
      // It ended by itself.
    }
  }
  const leave = () => process.exit(received === 'SIGINT' ? 130 : 143)
  const pass = (/** @type {NodeJS.Signals} */ signal) => {
    received = signal
    tell(signal)
    setTimeout(leave, PATIENCE_MS).unref()
  }
  // tsc takes no notice of the gentler signals.
  const end = () => tell('SIGKILL')
  process.on('SIGINT', pass).on('SIGTERM', pass).once('exit', end)
  return () => {
    process.off('SIGINT', pass).off('SIGTERM', pass).off('exit', end)
    if (received !== undefined) leave()
  }
}
