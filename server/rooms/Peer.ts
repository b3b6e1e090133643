import type { Role } from '../../shared/domain/roles.ts'
import type { PeerView, WaitingView } from '../../shared/protocol/room.ts'
import type { Pass, Session } from '../signalling/Session.ts'

/** One connected device of a person in a room; its place is kept for a while when its socket is lost. */
export class Peer {
  readonly peerId: string
  readonly pass: Pass
  readonly name: string
  /** The tab it runs in, so that a reload replaces it. */
  readonly tab: string
  readonly since: Date
  session: Session | undefined
  handRaised = false
  streams: PeerView['streams'] = []
  #role: Role

  constructor(peerId: string, session: Session, tab: string, role: Role, since: Date) {
    this.peerId = peerId
    this.pass = session.pass
    this.name = session.name
    this.tab = tab
    this.since = since
    this.#role = role
    this.attach(session)
  }

  get role(): Role {
    return this.#role
  }

  get waits(): boolean {
    return this.#role === 'waiting'
  }

  /** The role is the peer's; every socket that it holds has it too. */
  become(role: Role): void {
    this.#role = role
    if (this.session) this.session.role = role
  }

  attach(session: Session): void {
    this.session = session
    session.peerId = this.peerId
    session.role = this.#role
  }

  get view(): PeerView {
    const { peerId, name, role, handRaised, streams } = this
    return {
      peerId,
      personId: this.pass.personId,
      name,
      role,
      handRaised,
      connected: this.session !== undefined,
      streams,
    }
  }

  /** What those who may admit see: the role that the invite gives, not the one in force. */
  get waitingView(): WaitingView {
    return {
      peerId: this.peerId,
      name: this.name,
      role: this.pass.role,
      since: this.since.toISOString(),
    }
  }
}
