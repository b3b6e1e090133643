import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtempDisposable, readdir, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { embeddedFolder } from './embeddedFolder.ts'

// One of them makes a database on the disk, durably: seconds when the machine is quiet.
vi.setConfig({ testTimeout: 120_000 })

const MAIN = join(import.meta.dirname, '../../server/main.ts')

/** Starts the server where it cannot; gives what the person at the terminal reads. */
async function start(env: Record<string, string>): Promise<{ code: number; said: string }> {
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env['PATH'], ...env } })
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, said }
}

const folder = () => mkdtempDisposable(join(tmpdir(), 'consilium-starting-'))

test('a taken port is named, with the way out, and nothing was written', async () => {
  await using dir = await folder()
  const other = createServer()
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const env = { HOST: '127.0.0.1', PORT: `${port}`, DATA_DIR: join(dir.path, 'data') }
  const { code, said } = await start(env)
  other.close()
  expect(code).toBe(1)
  expect(said).toBe(
    `\nConsilium did not start.\nPort ${port} is taken by another program. End that one, or choose another port: PORT=${port + 1} npm start\n\n`,
  )
  expect(await readdir(dir.path)).toEqual([])
})

test('a taken media port is named, with the way out, and no database is left running', async () => {
  await using dir = await embeddedFolder()
  const other = createServer()
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const media = { MEDIA_PORT: `${port}`, MEDIA_LISTEN: '127.0.0.1', MEDIA_WORKERS: '1' }
  const { code, said } = await start({
    ...{ HOST: '127.0.0.1', PORT: '0', DATA_DIR: dir.path, LOG_LEVEL: 'silent' },
    ...media,
  })
  other.close()
  expect(code).toBe(1)
  expect(said).toMatch(/^\nConsilium did not start\.\n/)
  expect(said).toContain(`${port}`)
  expect(said).toContain('MEDIA_PORT')
  expect(existsSync(join(dir.path, 'postgres/cluster/postmaster.pid'))).toBe(false)
})

test('a data folder that cannot be written to is named, with the way out', async () => {
  await using dir = await folder()
  const file = join(dir.path, 'file')
  await writeFile(file, '')
  // Root may write nearly everywhere, but not make a folder among the kernel's own.
  const places = [join(file, 'data'), ...(existsSync('/sys/kernel') ? ['/sys/consilium'] : [])]
  for (const place of places) {
    const { code, said } = await start({ HOST: '127.0.0.1', PORT: '0', DATA_DIR: place })
    expect(code).toBe(1)
    expect(said).toMatch(/^\nConsilium did not start\.\n\S+ cannot be used: .*another DATA_DIR\.\n/)
    expect(said).toContain(place)
    expect(said).not.toContain('    at ')
  }
})

test('a setting that is none is named, and what it may be', async () => {
  const { code, said } = await start({ PORT: 'eighty' })
  expect(code).toBe(1)
  expect(said).toContain('PORT')
  expect(said).not.toContain('    at ')
})
