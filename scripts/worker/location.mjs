import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'

/** @typedef {Readonly<Record<string, string | undefined>>} Env */

const MEDIASOUP = new URL('../../node_modules/mediasoup/', import.meta.url)

/** The mediasoup that is installed here. */
export function mediasoupVersion() {
  /** @type {{ version: string }} */
  const { version } = JSON.parse(readFileSync(new URL('package.json', MEDIASOUP), 'utf8'))
  return version
}

/**
 * The mediasoup worker's executable, on which the server, the tests and `ensure` agree. It is kept outside node_modules,
 * because building it takes minutes and `npm ci` empties that folder. `MEDIASOUP_WORKER_BIN` overrides it.
 * @param {Env} env
 * @returns {string} an absolute path; `ensure` puts the file there
 */
export function workerBinary(env) {
  if (env['MEDIASOUP_WORKER_BIN']) return path.resolve(env['MEDIASOUP_WORKER_BIN'])
  const cache = env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache')
  const name = `mediasoup-worker-${mediasoupVersion()}-${process.platform}-${process.arch}`
  return path.resolve(cache, 'consilium', name)
}
