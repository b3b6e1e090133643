import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const KEPT_LINES = 20
/** Administrators' programs, which an ordinary user's PATH often lacks. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin']

/** @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, say?: (line: string) => void }} Options */

/**
 * Runs a program to its end. It has a process group of its own, which ends when this process does, so that a cancelled
 * build leaves nothing behind.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Options} [options] `say` hears every line
 * @returns {Promise<{ ok: boolean, code: number | null, output: string }>} `output` is its last lines
 */
export async function run(command, args, { cwd, env = process.env, say } = {}) {
  const child = spawn(command, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = () => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid)
    } catch {
      // It ended by itself.
    }
  }
  process.once('exit', end)
  /** @type {string[]} */
  const lines = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      const heard = text.split(/[\r\n]+/).filter((line) => line.trim())
      lines.push(...heard)
      lines.splice(0, lines.length - KEPT_LINES)
      const last = heard.at(-1)
      if (last) say?.(last.trim())
    })
  }
  try {
    const code = await /** @type {Promise<number | null>} */ (
      new Promise((resolve) => {
        child.once('error', (error) => {
          lines.push(error.message)
          resolve(null)
        })
        child.once('close', resolve)
      })
    )
    return { ok: code === 0, code, output: lines.join('\n') }
  } finally {
    process.removeListener('exit', end)
  }
}

/**
 * Where a program is, as a shell would find it, or in an administrator's folders.
 * @param {string} command
 * @returns {string | undefined}
 */
export function which(command) {
  return [...(process.env['PATH'] ?? '').split(path.delimiter), ...SYSTEM_FOLDERS]
    .map((folder) => path.join(folder, command))
    .find((file) => existsSync(file))
}
