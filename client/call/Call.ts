import type { Ticket } from '../../shared/api/consults.ts'
import { AppError } from '../../shared/AppError.ts'
import type { Role } from '../../shared/domain/roles.ts'
import type { Body, Input, Output } from '../../shared/protocol/contract.ts'
import type { AppProtocol } from '../../shared/protocol/protocol.ts'
import type { Farewell, PeerView, WaitingView } from '../../shared/protocol/room.ts'
import { openAgain, openSocket, type Opened } from './Connection.ts'
import { Incoming } from './Incoming.ts'
import type { Size } from './layers.ts'
import type { LocalMedia } from './LocalMedia.ts'
import { Media, prepareMedia, type Prepared } from './Media.ts'
import { Monitor } from './Monitor.ts'
import { Outgoing } from './Outgoing.ts'
import type { Over, Phase } from './phase.ts'
import { roomActions } from './roomActions.ts'
import { Signal } from './Signal.ts'
import type { Line } from './quality.ts'
import { derive, Store } from './Store.ts'
import { tabId } from './tab.ts'

export type ChatMessage = Body<AppProtocol['chat.said']>

/** The same number as PROTOCOL_VERSION; a test holds them equal, so that the page need not carry the schemas. */
export const SPOKEN_VERSION = 2

/** Nobody is taken into a group by it: stands in until the call has a device key of its own. */
const placeholder = () =>
  [...crypto.getRandomValues(new Uint8Array(32))].map((byte) => (byte & 15).toString(16)).join('')

type Joined = Output<AppProtocol['room.join']>

const NOBODY: readonly PeerView[] = []
const NOBODY_WAITS: readonly WaitingView[] = []

/** A call from preview to farewell. It owns the socket and the connections, and knows no React. */
export class Call {
  readonly phase = new Store<Phase>('idle')
  readonly over = new Store<Over | undefined>(undefined)
  readonly self = new Store<{ readonly peerId: string; readonly role: Role } | undefined>(undefined)
  readonly chat = new Store<readonly ChatMessage[]>([])
  readonly local: LocalMedia
  readonly #signal = new Signal()
  readonly roster = derive(this.#signal.shared('room.roster'), (peers) => peers ?? NOBODY)
  readonly waiting = derive(this.#signal.shared('room.waiting'), (peers) => peers ?? NOBODY_WAITS)
  readonly state = this.#signal.shared('room.state')
  readonly lateMinutes = derive(this.#signal.shared('visit.late'), (late) => late?.minutes ?? 0)
  readonly #getTicket: () => Promise<Ticket>
  readonly #incoming = new Incoming(this.#signal)
  readonly #outgoing: Outgoing
  readonly #monitor: Monitor
  readonly streams = this.#incoming.streams
  readonly room = roomActions(this.#signal)
  readonly speaking: Store<string | undefined>
  readonly line: Store<Line>
  readonly mutedByHost: Store<boolean>
  #prepared: Prepared | undefined
  #media: Media | undefined
  #opening: Promise<void> | undefined
  #renewing: Promise<void> | undefined
  #coming = new AbortController()

  constructor(of: { getTicket: () => Promise<Ticket>; local: LocalMedia }) {
    this.#getTicket = of.getTicket
    this.local = of.local
    this.#outgoing = new Outgoing(of.local, this.#signal)
    this.#monitor = new Monitor(of.local, this.#incoming)
    this.speaking = this.#monitor.speaking
    this.line = this.#monitor.line
    this.mutedByHost = this.#outgoing.mutedByHost
    this.#signal.hear('room.admitted', (admitted) => void this.#admitted(admitted))
    this.#signal.hear('room.farewell', ({ why }) => this.#farewell(why))
    this.#signal.hear('chat.said', (said) => this.chat.set([...this.chat.get(), said]))
    this.roster.watch(() => this.#followRole())
  }

  /** Opens the socket on the preview page, so that joining is one round trip. */
  prepare(): Promise<void> {
    this.#opening ??= this.#open().finally(() => (this.#opening = undefined))
    return this.#opening
  }

  async join(): Promise<void> {
    if (this.phase.get() !== 'ready') await this.prepare()
    this.phase.set('joining')
    try {
      await this.#enter(await this.#askToJoin(false))
    } catch (error) {
      this.phase.set('ready')
      throw error
    }
  }

  /** Goes; the way back is `join` again. */
  async leave(): Promise<void> {
    await this.#signal.ask('room.leave', {}, 1_000).catch(() => undefined)
    this.#end('left')
  }

  /** The page is going away: nothing can be waited for. */
  abandon(): void {
    void this.#signal.ask('room.leave', {}).catch(() => undefined)
    this.#end('left')
  }

  readonly say = (text: string) => this.#signal.ask('chat.say', { text })
  readonly show = (consumerId: string, size: Size | null) => this.#incoming.show(consumerId, size)

  async #open(): Promise<void> {
    if (this.phase.get() === 'ready') return
    this.over.set(undefined)
    this.phase.set('connecting')
    try {
      await this.#adopt(await openSocket(this.#getTicket))
      this.phase.set('ready')
    } catch (error) {
      this.phase.set('idle')
      throw error
    }
  }

  async #adopt({ socket, ticket }: Opened): Promise<void> {
    this.#signal.attach(socket)
    socket.once('disconnect', (reason) => {
      if (reason !== 'io client disconnect') this.#lost()
    })
    this.#prepared ??= await prepareMedia(ticket)
  }

  #askToJoin(resume: boolean): Promise<Joined> {
    const prepared = this.#prepared
    if (!prepared) throw new AppError('unavailable', 'The connection is not ready yet')
    // mediasoup-client's type allows more than browsers say; the server's schema decides.
    const rtpCapabilities = prepared.device.recvRtpCapabilities as Input<
      AppProtocol['room.join']
    >['rtpCapabilities']
    return this.#signal.ask('room.join', {
      version: SPOKEN_VERSION,
      tab: tabId(),
      resume,
      rtpCapabilities,
      fingerprint: prepared.certificate?.fingerprint ?? null,
      keyPackage: placeholder(),
    })
  }

  async #enter(joined: Joined): Promise<void> {
    this.self.set({ peerId: joined.peerId, role: joined.role })
    if (joined.resumed && this.#media) {
      await this.#incoming.reconcile(joined.consumers)
      await this.#outgoing.resume(joined.producerIds)
      this.#media?.repair()
    } else this.#build(joined)
    if (joined.role === 'waiting') {
      this.phase.set('waiting')
      if (!joined.resumed) await this.#media?.warm()
      return
    }
    // Receiving is begun first: whoever comes in waits for the others' faces, not for their own to be sent.
    const receiving = joined.resumed ? undefined : this.#incoming.add(joined.consumers)
    this.phase.set('in')
    this.#outgoing.attach(this.#media)
    await receiving
  }

  /** Takes a new place with new connections. What is muted stays muted. A lost socket's return asks for it again. */
  #renew(): Promise<void> {
    this.#renewing ??= this.#askToJoin(false)
      .then((joined) => this.#enter(joined))
      .catch(() => undefined)
      .finally(() => (this.#renewing = undefined))
    return this.#renewing
  }

  #build(joined: Joined): void {
    if (!this.#prepared) return
    this.#media?.close()
    this.#media = new Media(this.#prepared, joined, this.#signal, () => void this.#renew())
    this.#incoming.attach(this.#media)
    this.#monitor.watch(this.#media, joined.peerId)
  }

  async #admitted({ role, consumers }: Body<AppProtocol['room.admitted']>): Promise<void> {
    const self = this.self.get()
    if (!self) return
    const receiving = this.#incoming.add(consumers)
    this.self.set({ ...self, role })
    this.phase.set('in')
    this.#outgoing.attach(this.#media)
    await receiving
  }

  /** Media goes on without a socket. The place is kept for a while: come back and take it. */
  #lost(): void {
    const before = this.phase.get()
    if (before === 'over' || before === 'idle' || before === 'reconnecting') return
    const inside = before === 'in' || before === 'waiting' || before === 'joining'
    this.phase.set(inside ? 'reconnecting' : 'connecting')
    this.#coming.abort()
    this.#coming = new AbortController()
    void this.#comeBack(inside, this.#coming.signal)
  }

  async #comeBack(inside: boolean, signal: AbortSignal): Promise<void> {
    try {
      const opened = await openAgain(this.#getTicket, signal)
      if (!opened || signal.aborted) return opened?.socket.disconnect() && undefined
      await this.#adopt(opened)
      if (!inside) return this.phase.set('ready')
      await this.#enter(await this.#askToJoin(true))
    } catch (error) {
      if (signal.aborted) return
      const gone = error instanceof AppError && error.code !== 'unavailable'
      if (gone) this.#end('failed')
      else void this.#comeBack(inside, signal)
    }
  }

  #followRole(): void {
    const self = this.self.get()
    const mine = this.roster.get()?.find(({ peerId }) => peerId === self?.peerId)
    if (self && mine && mine.role !== self.role) this.self.set({ ...self, role: mine.role })
  }

  /** A restarting server is no end: the socket closes next, and the way back begins. */
  #farewell(why: Farewell): void {
    if (why !== 'restarting') this.#end(why)
  }

  #end(why: Over): void {
    if (this.over.get() !== undefined) return
    // Why comes first: whoever sees that it is over can say so at once.
    this.over.set(why)
    this.phase.set('over')
    this.#coming.abort()
    this.#outgoing.attach(undefined)
    this.#incoming.attach(undefined)
    this.#monitor.watch(undefined, undefined)
    this.#media?.close()
    this.#media = undefined
    this.#signal.detach()
    this.#signal.forget()
    this.self.set(undefined)
    this.chat.set([])
  }
}
