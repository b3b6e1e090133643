import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Failure } from './Failure.mjs'
import { run } from './run.mjs'
import { step } from './step.mjs'
import { withLock } from './withLock.mjs'

const NODE_MAJOR = 24

/** @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} Locked */
/** @typedef {{ packages?: Record<string, Locked> }} Lockfile */

/**
 * Runs `npm ci` when what is installed is not what package-lock.json names. No package's install script is run: none is
 * needed. Node 24 itself comes as a package with the program in it.
 * @param {string} root
 * @param {{ dev: boolean }} wanted whether the packages for development and tests are needed too
 */
export async function ensureInstalled(root, wanted) {
  if (isInstalled(root, wanted)) return
  await step('Installing packages with npm', (say) =>
    withLock(path.join(root, 'dist/install.lock'), say, async () => {
      if (!isInstalled(root, wanted)) await install(root, wanted, say)
    }),
  )
}

/**
 * npm writes down what it installed, last of all, so that an install cut short counts as none.
 * @param {string} root
 * @param {{ dev: boolean }} wanted
 */
function isInstalled(root, wanted) {
  const recorded = path.join(root, 'node_modules/.package-lock.json')
  if (!existsSync(recorded)) return false
  const installed = packagesOf(recorded)
  return Object.entries(packagesOf(path.join(root, 'package-lock.json'))).every(
    ([name, locked]) => {
      const found = installed[name]
      if (found) return found.version === locked.version && found.integrity === locked.integrity
      // Optional packages are for other platforms; the empty name is ourselves.
      return name === '' || locked.optional || locked.devOptional || (locked.dev && !wanted.dev)
    },
  )
}

/** @param {string} file */
function packagesOf(file) {
  /** @type {Lockfile} */
  const lockfile = JSON.parse(readFileSync(file, 'utf8'))
  return lockfile.packages ?? {}
}

/** @param {string} root @param {{ dev: boolean }} wanted @param {(line: string) => void} say */
async function install(root, wanted, say) {
  const include = wanted.dev ? '--include=dev' : '--omit=dev'
  // npm must not run on the Node that it is about to remove.
  const PATH = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.endsWith('node_modules/.bin'))
    .join(path.delimiter)
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', include]
  const done = await run('npm', args, { cwd: root, env: { ...process.env, PATH }, say })
  if (done.ok) return
  throw new Failure(
    'npm could not install the packages.',
    remedyFor(done.output, root),
    done.output,
  )
}

/** @param {string} output @param {string} root */
function remedyFor(output, root) {
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `make ${root} writable for this user, or copy it to where this user may write.`
  }
  if (/ENOSPC/.test(output)) return 'the disk is full: free a gigabyte and try again.'
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|network/i.test(output)) {
    return 'the package registry cannot be reached: check the network and `npm config get registry`.'
  }
  if (/spawn npm ENOENT/.test(output)) return 'install npm, which comes with Node, and try again.'
  return 'read what npm says above, and try again.'
}

/**
 * `npm start` and `npm test` run on the Node of node_modules/.bin where there is one, else on the one of this system.
 * @param {string} root
 */
export async function ensureNode(root) {
  const bundled = path.join(root, 'node_modules/.bin/node')
  const found = existsSync(bundled)
    ? await run(bundled, ['--version'])
    : { ok: true, output: process.version }
  if (found.ok && Number.parseInt(found.output.slice(1), 10) >= NODE_MAJOR) return
  throw new Failure(
    `Consilium runs on Node ${NODE_MAJOR}. It brings that along for Linux with glibc on x64 and arm64, which this ` +
      `system (${process.platform} ${process.arch}) is not, and Node here is ${process.version}.`,
    `install Node ${NODE_MAJOR} from https://nodejs.org/en/download, and run \`npm ci --ignore-scripts\`.`,
    found.ok ? '' : found.output,
  )
}
