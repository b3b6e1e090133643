import { renameSync, rmSync } from 'node:fs'
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
/** Libraries by their pkg-config name, and the Debian package that has each. */
const LIBRARIES = {
  libuv: 'libuv1-dev',
  libsrtp2: 'libsrtp2-dev',
  openssl: 'libssl-dev',
  absl_strings: 'libabsl-dev',
  flatbuffers: 'libflatbuffers-dev',
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
  const known = await Promise.all(
    Object.keys(LIBRARIES).map(async (name) => (await run('pkg-config', ['--exists', name])).ok),
  )
  const libraries = Object.entries(LIBRARIES).filter((_, index) => !known[index])
  return [...programs, ...libraries].map(([, name]) => name)
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
