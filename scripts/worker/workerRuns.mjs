import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What the worker exits with when nobody told it a version: see main.cpp of mediasoup. */
const WITHOUT_VERSION = 41

/**
 * Whether this file is a mediasoup worker that runs here: one for another libc, or one whose libraries an upgrade of the
 * system took away, does not.
 * @param {string} binary
 */
export function workerRuns(binary) {
  if (!existsSync(binary)) return false
  return spawnSync(binary, { env: {}, stdio: 'ignore', timeout: 10_000 }).status === WITHOUT_VERSION
}
