import { randomBytes, randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { Signal } from '../../client/call/Signal.ts'
import type { Ticket } from '../../shared/api/consults.ts'
import { AppError } from '../../shared/AppError.ts'
import type { Output } from '../../shared/protocol/contract.ts'
import { PROTOCOL_VERSION, protocol, type AppProtocol } from '../../shared/protocol/protocol.ts'
import type { Protocol } from '../../shared/protocol/contract.ts'

const everything: Protocol = protocol

/** A device at the socket, speaking the protocol with the client's own `Signal`. All that it hears is kept and checked. */
export class Person {
  readonly signal = new Signal()
  readonly heard: { name: string; body: unknown }[] = []
  readonly getTicket: () => Promise<Ticket>
  tab = randomUUID()
  /** The server reads none: any bytes will do. */
  keyPackage = randomBytes(300).toString('base64url')
  joined: Output<AppProtocol['room.join']> | undefined
  socket: Socket | undefined
  readonly #url: string
  #ticket: Ticket | undefined

  constructor(url: string, getTicket: () => Promise<Ticket>) {
    this.#url = url
    this.getTicket = getTicket
  }

  async connect(): Promise<this> {
    this.#ticket = await this.getTicket()
    return this.connectWith(this.#ticket.ticket)
  }

  async connectWith(ticket: unknown, origin: string | null = this.#url): Promise<this> {
    const socket = io(this.#url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { ticket },
      ...(origin === null ? {} : { extraHeaders: { origin } }),
    })
    this.socket = socket
    socket.onAny((name: string, body: unknown) => {
      this.heard.push({ name, body: checked(name, body) })
    })
    this.signal.attach(socket)
    await new Promise<void>((done, fail) => {
      socket.once('connect', done)
      socket.once('connect_error', (error: Error & { data?: { code: AppError['code'] } }) =>
        fail(new AppError(error.data?.code ?? 'unavailable', error.message)),
      )
    })
    return this
  }

  async join(resume = false, fingerprint: string | null = null) {
    if (!this.socket?.connected) await this.connect()
    this.joined = await this.signal.ask('room.join', {
      version: PROTOCOL_VERSION,
      tab: this.tab,
      resume,
      rtpCapabilities: this.#ticket?.rtpCapabilities ?? { codecs: [], headerExtensions: [] },
      fingerprint,
      keyPackage: this.keyPackage,
    })
    return this.joined
  }

  get peerId(): string {
    if (!this.joined) throw new Error('Has not joined')
    return this.joined.peerId
  }

  names(): string[] {
    return this.heard.map(({ name }) => name)
  }

  last(name: string): unknown {
    return this.heard.findLast((one) => one.name === name)?.body
  }

  /** Everything that this device was ever told, as text. */
  transcript(): string {
    return JSON.stringify([this.heard, this.joined])
  }

  leaveWithoutAWord(): void {
    this.socket?.disconnect()
  }

  get closed(): Promise<void> {
    const socket = this.socket
    if (!socket?.connected) return Promise.resolve()
    return new Promise((done) => socket.once('disconnect', () => done()))
  }
}

/** What the server says is held to the protocol, in every test. */
function checked(name: string, body: unknown): unknown {
  const message = everything[name]
  if (!message || message.kind === 'request') throw new Error(`Not in the protocol: ${name}`)
  return message.body.parse(body)
}
