import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/**
 * A long line in front of a server, for HTTP and WebSocket: every byte is held back for half a round trip in each
 * direction, and a new connection waits one round trip more, because loopback's own handshake costs nothing.
 */
export class DelayRelay {
  readonly port: number
  readonly #server: Server
  readonly #sockets: Set<Socket>

  private constructor(server: Server, sockets: Set<Socket>) {
    this.#server = server
    this.#sockets = sockets
    // An address, because it listens on a port.
    this.port = (server.address() as AddressInfo).port
  }

  static async open(of: { targetPort: number; roundTripMs: number }): Promise<DelayRelay> {
    const sockets = new Set<Socket>()
    const server = createServer((near) => {
      const far = connect({ port: of.targetPort, host: '127.0.0.1' })
      const openAt = performance.now() + of.roundTripMs
      const arrival = (): number => Math.max(performance.now(), openAt) + of.roundTripMs / 2
      for (const socket of [near, far]) {
        sockets.add(socket.setNoDelay())
        socket.once('close', () => sockets.delete(socket))
      }
      carry(near, far, arrival)
      carry(far, near, arrival)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return new DelayRelay(server, sockets)
  }

  close(): void {
    this.#server.close()
    for (const socket of this.#sockets) socket.destroy()
  }
}

/** Everything arrives later, and in its order. */
function carry(from: Socket, to: Socket, arrival: () => number): void {
  let before = Promise.resolve()
  const later = (act: () => unknown): void => {
    const at = arrival()
    before = before.then(() => until(at)).then(() => void act())
  }
  from.on('data', (bytes) => later(() => to.writable && to.write(bytes)))
  from.on('end', () => later(() => to.end()))
  // A broken end is followed by `close`, which ends the other one too.
  from.on('error', () => undefined)
  from.on('close', () => later(() => to.destroy()))
}

async function until(at: number): Promise<void> {
  const left = at - performance.now()
  if (left > 0) await new Promise((done) => setTimeout(done, left))
}
