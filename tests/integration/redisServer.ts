import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real redis-server on a unix socket of its own, which ends with the test. */
export async function redisServer() {
  const folder = await mkdtemp(join(tmpdir(), 'consilium-redis-'))
  const socket = join(folder, 'redis.sock')
  const server = spawn(
    'redis-server',
    ['--port', '0', '--unixsocket', socket, '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.once('exit', (code) => fail(new Error(`redis-server ended with ${code}`)))
    server.stdout.on('data', (text: Buffer) => {
      if (/ready to accept connections/i.test(text.toString())) done()
    })
  })
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  async function stop(): Promise<void> {
    server.kill('SIGKILL')
    await ended
  }
  return {
    url: socket,
    stop,
    async [Symbol.asyncDispose]() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
