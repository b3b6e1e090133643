import { AppError } from '../../shared/AppError.ts'
import { can, type Role } from '../../shared/domain/roles.ts'
import type { Body, EventName, SharedName } from '../../shared/protocol/contract.ts'
import { protocol, type AppProtocol } from '../../shared/protocol/protocol.ts'
import type { Farewell } from '../../shared/protocol/room.ts'
import type { Session } from '../signalling/Session.ts'
import { Peer } from './Peer.ts'
import type { Departure } from './RoomRecord.ts'

export interface RoomParts {
  readonly newId: () => string
  readonly now: () => Date
  /** How long the place of a lost connection is kept. */
  readonly graceMs: number
  /** Called for each place that ended. */
  readonly onLeft: (room: Room, peer: Peer, why: Departure) => void
  /** Called once, when the last place is gone. */
  readonly onEmpty: () => void
}

type Sayable = EventName<AppProtocol> | SharedName<AppProtocol>

/** Who is there and what they share. Knows no feature, no socket library, no media. */
export class Room {
  readonly id: string
  readonly startedAt: Date
  /** Aborts when the room closes; whatever belongs to the room hangs on it. */
  readonly signal: AbortSignal
  readonly #closing = new AbortController()
  readonly #parts: RoomParts
  readonly #peers = new Map<string, Peer>()
  readonly #kept = new Map<SharedName<AppProtocol>, unknown>()
  readonly #graces = new Map<string, NodeJS.Timeout>()
  /** Guest sessions that a host let in: after a reload they need not ask again. */
  readonly #admitted = new Set<string>()
  readonly #gone = new Set<(peer: Peer) => void>()
  readonly #changed = new Set<(peer: Peer) => void>()
  #locked = false

  constructor(id: string, parts: RoomParts) {
    this.id = id
    this.#parts = parts
    this.startedAt = parts.now()
    this.signal = this.#closing.signal
    this.#shareState()
  }

  get locked(): boolean {
    return this.#locked
  }

  /** Everybody who was let in. */
  get present(): readonly Peer[] {
    return [...this.#peers.values()].filter((peer) => !peer.waits)
  }

  get waiting(): readonly Peer[] {
    return [...this.#peers.values()].filter((peer) => peer.waits)
  }

  get hosted(): boolean {
    return this.present.some(({ role }) => role === 'host' || role === 'chair')
  }

  /** False as soon as its place was taken away, whatever was still under way for it. */
  holds(peer: Peer): boolean {
    return this.#peers.get(peer.peerId) === peer
  }

  peer(peerId: string | undefined): Peer {
    const peer = peerId === undefined ? undefined : this.#peers.get(peerId)
    if (!peer) throw new AppError('not_found', 'This person is not in the room')
    return peer
  }

  /** Gives a socket its place: the one that its tab had when `resume` is asked for and it is still kept, else a new one. */
  enter(session: Session, tab: string, resume: boolean): { peer: Peer; resumed: boolean } {
    const before = [...this.#peers.values()].filter(
      ({ pass }) => pass.personId === session.pass.personId,
    )
    const mine = before.find(
      (peer) => peer.tab === tab && peer.pass.loginId === session.pass.loginId,
    )
    if (mine && resume) {
      this.#resume(mine, session)
      return { peer: mine, resumed: true }
    }
    this.#assertOpenFor(session, before.length > 0)
    const peer = new Peer(
      this.#parts.newId(),
      session,
      tab,
      this.#roleOf(session),
      this.#parts.now(),
    )
    this.#peers.set(peer.peerId, peer)
    // A guest has one device at a time; staff may have several, but a tab or a socket only once.
    for (const old of before)
      if (old === mine || old.session === session || session.pass.kind === 'guest') {
        // Joining twice on one socket replaces the place and keeps the socket.
        if (old.session === session) old.session = undefined
        this.remove(old, 'moved')
      }
    this.#catchUp(peer)
    this.#sharePeers()
    return { peer, resumed: false }
  }

  /** The socket is gone; the place stays for the grace, so that a lost connection changes nothing. */
  lose(session: Session): void {
    const peer = session.peerId === undefined ? undefined : this.#peers.get(session.peerId)
    if (!peer || peer.session !== session) return
    peer.session = undefined
    const timer = setTimeout(() => this.remove(peer, 'lost'), this.#parts.graceMs)
    timer.unref()
    this.#graces.set(peer.peerId, timer)
    this.#sharePeers()
  }

  /** Takes a place away; the socket is told why and closed, unless only the place was lost. */
  remove(peer: Peer, why: Departure): void {
    if (!this.#peers.delete(peer.peerId)) return
    clearTimeout(this.#graces.get(peer.peerId))
    this.#graces.delete(peer.peerId)
    const { session } = peer
    peer.session = undefined
    if (session) {
      session.peerId = undefined
      session.role = 'waiting'
      if (why !== 'lost') session.close(why)
    }
    this.#parts.onLeft(this, peer, why)
    for (const listener of this.#gone) listener(peer)
    this.#sharePeers()
    if (this.#peers.size === 0) this.close('ended')
  }

  admit(peer: Peer): void {
    if (!peer.waits) throw new AppError('conflict', `${peer.name} is already in the room`)
    this.#admitted.add(peer.pass.loginId)
    this.become(peer, peer.pass.role)
  }

  /** Forgets that a guest was let in: to come back they must ask again. */
  forget(peer: Peer): void {
    this.#admitted.delete(peer.pass.loginId)
  }

  /** A change of role takes effect at once, in both directions. */
  become(peer: Peer, role: Role): void {
    peer.become(role)
    this.#catchUp(peer)
    this.#sharePeers()
    for (const listener of this.#changed) listener(peer)
  }

  lock(locked: boolean): void {
    this.#locked = locked
    this.#shareState()
  }

  /** Changes what the others see of a peer. */
  update(peer: Peer, change: Partial<Pick<Peer, 'handRaised' | 'streams'>>): void {
    Object.assign(peer, change)
    this.#sharePeers()
  }

  /** Replaces a shared value, for those who may see it, now and when they join. */
  share<K extends SharedName<AppProtocol>>(name: K, value: Body<AppProtocol[K]>): void {
    this.#kept.set(name, value)
    for (const peer of this.#peers.values()) this.#say(peer, name, value)
  }

  tell<K extends EventName<AppProtocol>>(name: K, body: Body<AppProtocol[K]>): void {
    for (const peer of this.#peers.values()) this.#say(peer, name, body)
  }

  tellOne<K extends EventName<AppProtocol>>(peer: Peer, name: K, body: Body<AppProtocol[K]>): void {
    this.#say(peer, name, body)
  }

  onGone(listener: (peer: Peer) => void): void {
    this.#gone.add(listener)
  }

  /** Called after a peer's role changed: it was let in, or leads from now on. */
  onRole(listener: (peer: Peer) => void): void {
    this.#changed.add(listener)
  }

  close(why: Farewell): void {
    if (this.signal.aborted) return
    this.#closing.abort()
    for (const peer of [...this.#peers.values()]) this.remove(peer, why)
    this.#parts.onEmpty()
  }

  #assertOpenFor(session: Session, wasHere: boolean): void {
    if (!session.isOpen()) throw new AppError('conflict', 'The connection is lost')
    if (this.signal.aborted)
      throw new AppError('conflict', 'The room has just closed. Please join again.')
    const mayAlways = session.pass.role === 'host' || session.pass.role === 'chair'
    if (this.#locked && !mayAlways && !wasHere && !this.#admitted.has(session.pass.loginId))
      throw new AppError('conflict', 'The room is locked. Nobody new can come in.')
  }

  #roleOf({ pass }: Session): Role {
    return pass.kind === 'staff' || this.#admitted.has(pass.loginId) ? pass.role : 'waiting'
  }

  #resume(peer: Peer, session: Session): void {
    clearTimeout(this.#graces.get(peer.peerId))
    this.#graces.delete(peer.peerId)
    const old = peer.session
    peer.attach(session)
    if (old && old !== session) {
      old.peerId = undefined
      old.close('moved')
    }
    this.#catchUp(peer)
    this.#sharePeers()
  }

  #catchUp(peer: Peer): void {
    for (const [name, value] of this.#kept) this.#say(peer, name, value)
  }

  #shareState(): void {
    this.share('room.state', { locked: this.#locked, startedAt: this.startedAt.toISOString() })
  }

  #sharePeers(): void {
    this.share(
      'room.roster',
      this.present.map(({ view }) => view),
    )
    this.share(
      'room.waiting',
      this.waiting.map(({ waitingView }) => waitingView),
    )
  }

  /** The room's own door outwards: nobody hears what their role may not. */
  #say(peer: Peer, name: Sayable, body: unknown): void {
    if (peer.session && can(peer.role, protocol[name].needs)) peer.session.send(name, body)
  }
}
