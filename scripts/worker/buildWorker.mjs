import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Failure } from '../ensure/Failure.mjs'
import { installSystemPackages } from '../ensure/installSystemPackages.mjs'
import { run, which } from '../ensure/run.mjs'
import { workerRuns } from './workerRuns.mjs'

const RECIPE = fileURLToPath(new URL('build.sh', import.meta.url))
const SOURCE = fileURLToPath(new URL('../../node_modules/mediasoup', import.meta.url))

/** Programs of the recipe, and the Debian package that has each. */
const PROGRAMS = {
  bash: 'bash',
  'g++': 'g++',
  'pkg-config': 'pkg-config',
  meson: 'meson',
  ninja: 'ninja-build',
  flatc: 'flatbuffers-compiler',
}
/**
 * Libraries by their pkg-config name: a header of each, and the Debian package that has it. The name alone proves nothing:
 * flatbuffers' comes with the library, and its headers do not.
 */
const LIBRARIES = {
  libuv: { header: 'uv.h', from: 'libuv1-dev' },
  libsrtp2: { header: 'srtp2/srtp.h', from: 'libsrtp2-dev' },
  openssl: { header: 'openssl/ssl.h', from: 'libssl-dev' },
  absl_strings: { header: 'absl/base/config.h', from: 'libabsl-dev' },
  flatbuffers: { header: 'flatbuffers/flatbuffers.h', from: 'libflatbuffers-dev' },
}

/**
 * Builds the worker from the source in the npm package against the libraries of this system: minutes, but offline.
 * @param {string} binary where to put it
 * @param {string} refusal why it could not be downloaded
 * @param {(detail: string) => void} say
 */
export async function buildWorker(binary, refusal, say) {
  if (process.platform !== 'linux') throw cannotBuild(refusal, 'it can be built here on Linux only')
  const missing = await missingPackages()
  if (missing.length > 0) {
    say(`installing ${missing.join(' ')}`)
    await installSystemPackages(missing, 'Building the mediasoup worker', say).catch((error) => {
      throw error instanceof Failure
        ? new Failure(
            `${error.message} It is built here because ${refusal}.`,
            error.remedy,
            error.output,
          )
        : error
    })
  }
  const unproven = `${binary}-${process.pid}`
  try {
    const built = await run('bash', [RECIPE, SOURCE, unproven], {
      say: (line) => say(progressOf(line)),
    })
    if (!built.ok) throw cannotBuild(refusal, 'building it failed', built.output)
    if (!workerRuns(unproven)) throw cannotBuild(refusal, 'what was built does not run')
    renameSync(unproven, binary)
  } finally {
    rmSync(unproven, { force: true })
  }
}

async function missingPackages() {
  const programs = Object.entries(PROGRAMS).filter(([program]) => !which(program))
  const libraries = await Promise.all(
    Object.entries(LIBRARIES).map(async ([name, { header, from }]) => {
      const { ok, output } = await run('pkg-config', ['--variable=includedir', name])
      return ok && existsSync(join(output.trim(), header)) ? [] : [from]
    }),
  )
  return [...programs.map(([, name]) => name), ...libraries.flat()]
}

/** @param {string} line ninja's "[12/345] Compiling …" is the only one that says how far it is */
function progressOf(line) {
  const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? []
  return done ? `building it here, ${done} of ${all}` : 'building it here'
}

/** @param {string} refusal @param {string} why @param {string} [output] */
function cannotBuild(refusal, why, output) {
  return new Failure(
    `There is no mediasoup worker for this machine: ${refusal}, and ${why}.`,
    `make github.com reachable and try again, or copy a worker from a machine that has one and set MEDIASOUP_WORKER_BIN to it.`,
    output,
  )
}
