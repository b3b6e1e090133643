import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { release, tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { mediasoupVersion } from '../../scripts/worker/location.mjs'

const SCRIPTS = path.resolve(import.meta.dirname, '../../scripts')
const ARCHIVE = `mediasoup-worker-${mediasoupVersion()}-${process.platform}-${process.arch}-kernel${Number.parseInt(release(), 10)}.tgz`
const CACHED = `mediasoup-worker-${mediasoupVersion()}-${process.platform}-${process.arch}`
/** Where nobody listens. */
const UNREACHABLE = 'http://127.0.0.1:1'

/** A machine with nothing but tar, an empty cache, and a place that publishes one worker. */
async function bareMachine() {
  const home = await mkdtemp(path.join(tmpdir(), 'consilium-ensure-'))
  const bin = path.join(home, 'bin')
  const cache = path.join(home, 'cache/consilium')
  await mkdir(bin)
  for (const program of ['tar', 'gzip', 'sh']) {
    const folder = ['/bin', '/usr/bin'].find((place) => existsSync(path.join(place, program)))
    await symlink(path.join(folder ?? '/bin', program), path.join(bin, program))
  }
  const mirror = createServer()
  mirror.listen(0, '127.0.0.1')
  await once(mirror, 'listening')
  const { port } = mirror.address() as AddressInfo
  let fetched = 0
  return {
    home,
    cache,
    mirror: `http://127.0.0.1:${port}`,
    fetched: () => fetched,
    /** From now on the mirror has a worker that exits with this code. */
    async publish(exitCode: number) {
      const program = path.join(home, 'mediasoup-worker')
      const archive = path.join(home, 'worker.tgz')
      await writeFile(program, `#!/bin/sh\nexit ${exitCode}\n`)
      await chmod(program, 0o755)
      await promisify(execFile)('tar', ['-czf', archive, '-C', home, 'mediasoup-worker'])
      const bytes = await readFile(archive)
      mirror.removeAllListeners('request').on('request', ({ url }, response) => {
        const known = url === `/${mediasoupVersion()}/${ARCHIVE}`
        if (known) fetched += 1
        response.writeHead(known ? 200 : 404).end(known ? bytes : undefined)
      })
    },
    async ensureWorker(env: Readonly<Record<string, string>>): Promise<string> {
      const code = `import('${SCRIPTS}/ensure/ensureWorker.mjs')
        .then((module) => module.ensureWorker(process.env))
        .then(() => console.log('ready'), (failure) => console.log(String(failure)))`
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', code], {
        env: { PATH: bin, XDG_CACHE_HOME: path.join(home, 'cache'), ...env },
      })
      return stdout
    },
    async [Symbol.asyncDispose]() {
      mirror.close()
      await rm(home, { recursive: true })
    },
  }
}

const from = (base: string) => ({ MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: base })

test('a published worker is fetched once, by one of two who start at the same time', async () => {
  await using machine = await bareMachine()
  await machine.publish(41)
  const env = from(machine.mirror)
  expect(await Promise.all([machine.ensureWorker(env), machine.ensureWorker(env)])).toEqual([
    expect.stringContaining('ready'),
    expect.stringContaining('ready'),
  ])
  expect(machine.fetched()).toBe(1)
  expect(await readdir(machine.cache)).toEqual([CACHED])
  expect(await machine.ensureWorker(from(UNREACHABLE))).toContain('ready')
})

test('the lock of a process that is gone holds nobody up', async () => {
  await using machine = await bareMachine()
  await machine.publish(41)
  await mkdir(machine.cache, { recursive: true })
  // Above the largest process id that Linux gives out.
  await writeFile(path.join(machine.cache, `${CACHED}.lock`), '4194305\n')
  expect(await machine.ensureWorker(from(machine.mirror))).toContain('ready')
})

test('a published worker that does not run here is not kept', async () => {
  await using machine = await bareMachine()
  await machine.publish(1)
  expect(await machine.ensureWorker(from(machine.mirror))).toContain('does not run on this system')
  expect(await readdir(machine.cache)).toEqual([])
})

test('with no network, no compiler and no apt-get, a sentence says what to install', async () => {
  await using machine = await bareMachine()
  const told = await machine.ensureWorker(from(UNREACHABLE))
  expect(told).toMatch(/needs .*g\+\+.*libsrtp2-dev.* and this system has no apt-get/)
  expect(told).toContain('What to do: install them')
})

test('a worker named by hand that is none is refused, and nothing is fetched in its place', async () => {
  await using machine = await bareMachine()
  await machine.publish(41)
  const named = { ...from(machine.mirror), MEDIASOUP_WORKER_BIN: '/bin/true' }
  expect(await machine.ensureWorker(named)).toMatch(/MEDIASOUP_WORKER_BIN names \/bin\/true/)
  expect(existsSync(machine.cache)).toBe(false)
})

test('a cache that cannot be written to is named, with the way out', async () => {
  await using machine = await bareMachine()
  const file = path.join(machine.home, 'file')
  await writeFile(file, '')
  const told = await machine.ensureWorker({ ...from(UNREACHABLE), XDG_CACHE_HOME: file })
  expect(told).toContain(`${file}/consilium`)
  expect(told).toContain('set XDG_CACHE_HOME')
})

test('an old Node gets a sentence and not a stack', async () => {
  const old =
    'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"16.20.2"})'
  const run = promisify(execFile)(process.execPath, [
    '--import',
    old,
    `${SCRIPTS}/ensure.mjs`,
    'start',
  ])
  await expect(run).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Consilium needs Node 18 or later .* Node 16\.20\.2\. .*\n$/),
  })
})
