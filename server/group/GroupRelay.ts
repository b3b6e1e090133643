import type { Peer } from '../rooms/Peer.ts'
import type { Room } from '../rooms/Room.ts'
import type { RoomKeys } from '../rooms/RoomKeys.ts'
import type { Session } from '../signalling/Session.ts'
import { RoomRelay } from './RoomRelay.ts'

/** The groups of all rooms of this node, and which leaf key was attested to whom. */
export class GroupRelay implements RoomKeys {
  readonly #relays = new WeakMap<Room, RoomRelay>()
  /** A key is attested on the preview page, before there is a place. */
  readonly #attested = new WeakMap<Session, string>()
  readonly #leafKeys = new WeakMap<Peer, string>()

  readonly seat: RoomKeys['seat'] = (room, peer, { keyPackage, resumed }) => {
    const relay = this.of(room)
    const leafKey = peer.session && this.#attested.get(peer.session)
    if (leafKey !== undefined) this.#leafKeys.set(peer, leafKey)
    if (resumed && relay.isMember(peer)) relay.begin(peer)
    else relay.offer(peer, keyPackage)
  }

  of(room: Room): RoomRelay {
    const relay = this.#relays.get(room) ?? new RoomRelay(room, (peer) => this.#leafKeys.get(peer))
    this.#relays.set(room, relay)
    return relay
  }

  attested(session: Session, peer: Peer | undefined, leafKey: string): void {
    this.#attested.set(session, leafKey)
    if (peer) this.#leafKeys.set(peer, leafKey)
  }
}
