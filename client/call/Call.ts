import type { Ticket } from '../../shared/api/consults.ts'
import { AppError } from '../../shared/AppError.ts'
import type { Role } from '../../shared/domain/roles.ts'
import type { Body, Input, Output } from '../../shared/protocol/contract.ts'
import type { AppProtocol } from '../../shared/protocol/protocol.ts'
import type { Farewell, PeerView, WaitingView } from '../../shared/protocol/room.ts'
import { openAgain, openSocket, type Opened } from './Connection.ts'
import { startCrypto } from '../crypto/CryptoWorker.ts'
import type { Entry } from './group/Entry.ts'
import { Group } from './group/Group.ts'
import type { LocalMedia } from './LocalMedia.ts'
import { prepareMedia, type Prepared } from './Media.ts'
import { OneTab } from './OneTab.ts'
import type { Over, Phase } from './phase.ts'
import { roomActions } from './roomActions.ts'
import { Signal } from './Signal.ts'
import { Streams } from './Streams.ts'
import { derive, Store } from './Store.ts'
import { tabId } from './tab.ts'

/** The same number as PROTOCOL_VERSION; a test holds them equal, so that the page need not carry the schemas. */
export const SPOKEN_VERSION = 3

type Joined = Output<AppProtocol['room.join']>

/** A call from preview to farewell. It owns the socket and the connections, and knows no React. */
export class Call {
  readonly phase = new Store<Phase>('idle')
  readonly over = new Store<Over | undefined>(undefined)
  readonly self = new Store<{ readonly peerId: string; readonly role: Role } | undefined>(undefined)
  readonly local: LocalMedia
  readonly #signal = new Signal()
  /** Everybody whom the server let in, whether or not they hold the room's keys. */
  readonly places = derive(
    this.#signal.shared('room.roster'),
    (peers): readonly PeerView[] => peers ?? [],
  )
  readonly waiting = derive(
    this.#signal.shared('room.waiting'),
    (peers): readonly WaitingView[] => peers ?? [],
  )
  readonly state = this.#signal.shared('room.state')
  readonly lateMinutes = derive(this.#signal.shared('visit.late'), (late) => late?.minutes ?? 0)
  readonly #getTicket: () => Promise<Ticket>
  readonly #entry: Entry
  readonly #crypto = startCrypto(() => this.group.trust.stop('broken'))
  readonly group = new Group({
    signal: this.#signal,
    keeper: this.#crypto.keeper,
    onKeys: () => this.live.refresh(),
  })
  /** Who is here: those who hold the room's keys, and nobody else. */
  readonly roster = this.group.roster
  readonly room = roomActions(this.#signal, this.group)
  /** What is seen and heard. */
  readonly live: Streams
  readonly #tab = new OneTab(() => this.#go('moved'))
  #prepared: Prepared | undefined
  #opening: Promise<void> | undefined
  #renewing: Promise<void> | undefined
  #coming = new AbortController()

  constructor(of: { getTicket: () => Promise<Ticket>; local: LocalMedia; entry: Entry }) {
    this.#getTicket = of.getTicket
    this.#entry = of.entry
    this.local = of.local
    this.live = new Streams({
      local: of.local,
      signal: this.#signal,
      crypto: this.#crypto,
      personAt: (peerId) => this.places.get().find((one) => one.peerId === peerId)?.personId,
      onSpoiled: () => void this.#renew(),
      onLeak: () => this.group.trust.stop('leak'),
    })
    this.#signal.hear('room.admitted', (admitted) => void this.#admitted(admitted))
    this.#signal.hear('room.farewell', ({ why }) => this.#farewell(why))
    this.places.watch(() => this.#followRole())
    this.group.trust.security.watch(() => this.#obeySecurity())
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
    this.#go('left')
    this.#crypto.end()
  }

  #go(why: Over): void {
    void this.#signal.ask('room.leave', {}).catch(() => undefined)
    this.#end(why)
  }

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
    this.group.open(ticket, this.#entry)
    this.#tab.open(ticket)
    const prepare = this.#prepared ?? prepareMedia(ticket)
    ;[this.#prepared] = await Promise.all([prepare, this.group.prepare()])
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
      keyPackage: this.group.keyPackage,
    })
  }

  async #enter(joined: Joined): Promise<void> {
    this.self.set({ peerId: joined.peerId, role: joined.role })
    this.#tab.take()
    this.group.sit(joined.peerId, joined.resumed)
    const resumed = joined.resumed && (await this.live.resume(joined))
    if (!resumed && this.#prepared) this.live.open(this.#prepared, joined)
    if (joined.role === 'waiting') {
      this.phase.set('waiting')
      if (!resumed) await this.live.warm()
      return
    }
    // Receiving is begun first: whoever comes in waits for the others' faces, not for their own to be sent.
    const receiving = resumed ? undefined : this.live.receive(joined.consumers)
    this.phase.set('in')
    this.live.send()
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

  async #admitted({ role, consumers }: Body<AppProtocol['room.admitted']>): Promise<void> {
    const self = this.self.get()
    if (!self) return
    const receiving = this.live.receive(consumers)
    this.self.set({ ...self, role })
    this.phase.set('in')
    this.live.send()
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
      if (error instanceof AppError && error.code !== 'unavailable') this.#end('failed')
      else void this.#comeBack(inside, signal)
    }
  }

  #followRole(): void {
    const self = this.self.get()
    const mine = this.places.get().find(({ peerId }) => peerId === self?.peerId)
    if (self && mine && mine.role !== self.role) this.self.set({ ...self, role: mine.role })
  }

  /** When anything is wrong, nothing is sent: the streams end here and at the server. */
  #obeySecurity(): void {
    const stopped = this.group.trust.security.get().state === 'stopped'
    if (stopped) this.live.halt()
    else if (this.phase.get() === 'in') this.live.send()
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
    this.#tab.letGo()
    this.live.close()
    this.group.end()
    this.#signal.detach()
    this.#signal.forget()
    this.self.set(undefined)
  }
}
