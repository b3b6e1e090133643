import { createHash } from 'node:crypto'
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { Failure } from './Failure.mjs'
import { run } from './run.mjs'
import { step } from './step.mjs'
import { withLock } from './withLock.mjs'

/** All that the built client is made of. */
const SOURCES = ['client', 'shared', 'package-lock.json', 'tsconfig.json']
const BUILT = 'dist/client'
const STAMP = 'dist/client.stamp'

/**
 * Builds the client into dist/client when its sources are not those it was last built from. The new one takes the old
 * one's place when it is whole.
 * @param {string} root
 */
export async function ensureClient(root) {
  if (isBuilt(root)) return
  await step('Building the client', (say) =>
    withLock(path.join(root, 'dist/client.lock'), say, async () => {
      if (!isBuilt(root)) await build(root, say)
    }),
  )
}

/** @param {string} root */
function isBuilt(root) {
  const stamp = path.join(root, STAMP)
  const whole = existsSync(stamp) && existsSync(path.join(root, BUILT, 'index.html'))
  return whole && readFileSync(stamp, 'utf8') === fingerprint(root)
}

/** @param {string} root @param {(line: string) => void} say */
async function build(root, say) {
  const made = fingerprint(root)
  const unproven = path.join(root, `${BUILT}.new`)
  const bin = path.join(root, 'node_modules/.bin')
  const env = { ...process.env, PATH: bin + path.delimiter + (process.env['PATH'] ?? '') }
  const args = ['build', 'client', '--outDir', unproven, '--emptyOutDir', '--logLevel', 'warn']
  const done = await run(path.join(bin, 'vite'), args, { cwd: root, env, say })
  if (!done.ok) {
    throw new Failure(
      'The client could not be built.',
      'read what Vite says above. If the sources were not changed here, remove node_modules and try again.',
      done.output,
    )
  }
  rmSync(path.join(root, STAMP), { force: true })
  rmSync(path.join(root, BUILT), { recursive: true, force: true })
  renameSync(unproven, path.join(root, BUILT))
  writeFileSync(path.join(root, STAMP), made)
}

/** @param {string} root */
function fingerprint(root) {
  const hash = createHash('sha256')
  for (const file of SOURCES.flatMap((source) => filesUnder(root, source)).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

/** @param {string} root @param {string} place @returns {string[]} */
function filesUnder(root, place) {
  const absolute = path.join(root, place)
  if (!existsSync(absolute)) return []
  if (statSync(absolute).isFile()) return [place]
  return readdirSync(absolute, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? filesUnder(root, path.join(place, entry.name))
      : [path.join(place, entry.name)],
  )
}
