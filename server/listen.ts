import { type AddressInfo, createServer, type Server } from 'node:net'
import { AppError } from '../shared/AppError.ts'

/** Listens, or says in a sentence why it can't. Gives the port, which the system chose when it was 0. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(sentence(error, host, port)))
    server.listen(port, host, () => {
      // A listening TCP server has an AddressInfo; a string is a pipe's.
      done((server.address() as AddressInfo).port)
    })
  })
}

/** Throws AppError `unavailable` when a port cannot be had now. Somebody may still take it before it is listened on. */
export async function refuseTakenPort(host: string, port: number): Promise<void> {
  const probe = createServer()
  await listen(probe, host, port)
  await new Promise((done) => probe.close(done))
}

function sentence(cause: NodeJS.ErrnoException, host: string, port: number): AppError {
  switch (cause.code) {
    case 'EADDRINUSE':
      return new AppError(
        'unavailable',
        `Port ${port} is taken by another program. End that one, or choose another port: PORT=${port + 1} npm start`,
        { cause },
      )
    case 'EACCES':
      return new AppError(
        'unavailable',
        `Port ${port} may not be opened by this user. Choose one above 1023: PORT=3000 npm start`,
        { cause },
      )
    default:
      return new AppError('unavailable', `${host}:${port} cannot be listened on: ${cause.code}`, {
        cause,
      })
  }
}
