import { Failure } from './Failure.mjs'
import { run, which } from './run.mjs'

const WAIT_FOR_OTHERS = ['-o', 'DPkg::Lock::Timeout=300']

/**
 * Installs packages of the distribution with apt-get, as root or by sudo where it asks nothing.
 * @param {readonly string[]} packages
 * @param {string} why what they are for, such as "Building the mediasoup worker"
 * @param {(line: string) => void} say
 */
export async function installSystemPackages(packages, why, say) {
  const needs = `${why} needs ${packages.join(', ')}`
  const command = `apt-get install -y ${packages.join(' ')}`
  if (!which('apt-get')) {
    throw new Failure(
      `${needs}, and this system has no apt-get.`,
      `install them with this system's package manager (the names are Debian's), then try again.`,
    )
  }
  const apt = await privileged()
  if (!apt) {
    throw new Failure(
      `${needs}, and this user may not install packages.`,
      `ask an administrator to run \`sudo ${command}\`, then try again.`,
    )
  }
  // A stale or partly unreachable list is no reason to stop: the packages may still be found.
  await apt([...WAIT_FOR_OTHERS, 'update'], say)
  const done = await apt(
    [...WAIT_FOR_OTHERS, 'install', '-y', '--no-install-recommends', ...packages],
    say,
  )
  if (done.ok) return
  throw new Failure(
    `${needs}, and apt-get could not install them.`,
    `see whether \`${command}\` works by hand: it names what is missing or unreachable.`,
    done.output,
  )
}

/** Something that runs apt-get with the rights it needs, or undefined when there is no way to them. */
async function privileged() {
  const quiet = 'DEBIAN_FRONTEND=noninteractive'
  /** @param {readonly string[]} prefix */
  const as =
    (prefix) => (/** @type {string[]} */ args, /** @type {(line: string) => void} */ say) =>
      run(prefix[0] ?? 'env', [...prefix.slice(1), quiet, 'apt-get', ...args], { say })
  if (process.getuid?.() === 0) return as(['env'])
  if (which('sudo') && (await run('sudo', ['-n', 'true'])).ok) return as(['sudo', '-n', 'env'])
  return undefined
}
