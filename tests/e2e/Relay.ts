import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

/** A line to a server that can be cut for one browser alone: each connection says whose it is in its first words. */
export class Relay {
  readonly port: number
  targetPort: number | undefined
  readonly #server: Server
  readonly #lines = new Map<Socket, string>()
  #cutFor: string | undefined

  private constructor(server: Server) {
    this.#server = server
    // An address, because it listens on a port.
    this.port = (server.address() as AddressInfo).port
    server.on('connection', (near) => near.once('data', (words) => this.#carry(near, words)))
  }

  static async open(): Promise<Relay> {
    const server = createServer()
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    return new Relay(server)
  }

  /** Ends every connection of the browser whose User-Agent has this in it, and takes no new one. */
  cut(userAgent: string): void {
    this.#cutFor = userAgent
    for (const [near, words] of this.#lines) if (words.includes(userAgent)) near.destroy()
  }

  mend(): void {
    this.#cutFor = undefined
  }

  close(): void {
    this.#server.close()
    for (const near of this.#lines.keys()) near.destroy()
  }

  #carry(near: Socket, first: Buffer): void {
    const words = first.toString('latin1')
    if (this.#cutFor !== undefined && words.includes(this.#cutFor)) return void near.destroy()
    const far = connect({ port: this.targetPort ?? 0, host: '127.0.0.1' })
    this.#lines.set(near, words)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.setNoDelay()
      // A broken end is followed by `close`, which ends the other one too.
      socket.on('error', () => undefined)
      socket.once('close', () => other.destroy())
    }
    near.once('close', () => this.#lines.delete(near))
    far.write(first)
    near.pipe(far).pipe(near)
  }
}
