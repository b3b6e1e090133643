import { AppError } from '../../shared/AppError.ts'
import { can } from '../../shared/domain/roles.ts'
import type { Input } from '../../shared/protocol/contract.ts'
import type { group, GroupMessage } from '../../shared/protocol/group.ts'
import type { Peer } from '../rooms/Peer.ts'
import type { Room } from '../rooms/Room.ts'
import { Group, type Leaf } from './Group.ts'

/** Thirty who come together would else each send everybody's offers to every host. */
const OFFERS_PAUSE_MS = 100

/** The group of one room, and who asks to be taken into it. It ends with the room. */
export class RoomRelay {
  readonly #room: Room
  readonly #leafKeyOf: (peer: Peer) => string | undefined
  readonly #offers = new Map<string, string>()
  #group: Group | undefined
  #pause: NodeJS.Timeout | undefined
  #offersChanged = false

  constructor(room: Room, leafKeyOf: (peer: Peer) => string | undefined) {
    this.#room = room
    this.#leafKeyOf = leafKeyOf
    room.onGone(({ peerId }) => {
      if (this.#offers.delete(peerId)) this.#shareOffers()
    })
    room.onRole((peer) => this.begin(peer))
    room.signal.addEventListener('abort', () => clearTimeout(this.#pause), { once: true })
  }

  /** A member that offers has lost its part of the group, and asks to be taken in again. */
  offer({ peerId }: Peer, keyPackage: string): void {
    this.#offers.set(peerId, keyPackage)
    this.#shareOffers()
  }

  isMember({ peerId }: Peer): boolean {
    return this.#group?.has(peerId) ?? false
  }

  /** Where somebody else could take people in, a second group would part the room. */
  found(peer: Peer, groupId: string): void {
    const led = this.#room.present.some(
      (other) =>
        other !== peer && other.session && can(other.role, 'takeHost') && this.isMember(other),
    )
    if (led || groupId === this.#group?.id)
      throw new AppError('conflict', 'The room has a group already')
    this.#group = new Group(groupId, this.#leafOf(peer))
    if (this.#offers.delete(peer.peerId)) this.#shareOffers()
    this.#shareState(this.#group)
  }

  commit(peer: Peer, commit: Input<(typeof group)['group.commit']>): number {
    const group = this.#current(commit.groupId)
    const places = (commit.welcome?.peerIds ?? []).map((peerId) => this.#room.peer(peerId))
    const message = group.commit(
      peer.peerId,
      commit,
      places.map((place) => this.#leafOf(place)),
    )
    for (const { peerId } of places) this.#offers.delete(peerId)
    this.#tell(group, message)
    for (const place of places) this.begin(place)
    this.#shareState(group)
    if (places.length > 0) this.#shareOffers()
    return message.seq
  }

  say({ peerId }: Peer, groupId: string, message: string): number {
    const group = this.#current(groupId)
    const said = group.say(peerId, message)
    this.#tell(group, said)
    return said.seq
  }

  since({ peerId }: Peer, groupId: string, seq: number): GroupMessage[] {
    return [...this.#current(groupId).since(peerId, seq)]
  }

  /** The welcome, and what was said since, for one who was taken in and let in; whichever comes last. */
  begin(peer: Peer): void {
    const beginning = can(peer.role, 'see') ? this.#group?.beginning(peer.peerId) : undefined
    if (!beginning) return
    this.#room.tellOne(peer, 'group.welcome', beginning.welcome)
    for (const message of beginning.messages) this.#room.tellOne(peer, 'group.message', message)
  }

  #current(groupId: string): Group {
    if (this.#group?.id !== groupId) throw new AppError('gone', 'This group has ended')
    return this.#group
  }

  #leafOf(peer: Peer): Leaf {
    const leafKey = this.#leafKeyOf(peer)
    if (leafKey === undefined) throw new AppError('conflict', 'This device was not attested yet')
    return { peerId: peer.peerId, leafKey }
  }

  #tell(group: Group, message: GroupMessage): void {
    for (const peer of this.#room.present)
      if (group.isFor(peer.peerId, message)) this.#room.tellOne(peer, 'group.message', message)
  }

  #shareState(group: Group): void {
    this.#room.share('group.state', group.view)
  }

  /** At once, and then not before a short while has passed. */
  #shareOffers(): void {
    this.#offersChanged = true
    if (this.#pause || this.#room.signal.aborted) return
    this.#offersChanged = false
    this.#pause = setTimeout(() => {
      this.#pause = undefined
      if (this.#offersChanged) this.#shareOffers()
    }, OFFERS_PAUSE_MS).unref()
    const offers = [...this.#offers].map(([peerId, keyPackage]) => ({ peerId, keyPackage }))
    this.#room.share('group.offers', offers)
  }
}
