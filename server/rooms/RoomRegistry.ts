import { AppError } from '../../shared/AppError.ts'
import type { RoomLeases } from '../cluster/RoomLeases.ts'
import type { Session } from '../signalling/Session.ts'
import type { Peer } from './Peer.ts'
import { Room, type RoomParts } from './Room.ts'

/** The rooms that this node owns. A room lives on one node, which holds its lease. */
export class RoomRegistry {
  readonly #rooms = new Map<string, Promise<Room>>()
  readonly #open = new Map<string, Room>()
  readonly #leases: RoomLeases
  readonly #parts: Omit<RoomParts, 'onEmpty'>

  constructor(leases: RoomLeases, parts: Omit<RoomParts, 'onEmpty'>) {
    this.#leases = leases
    this.#parts = parts
  }

  get all(): readonly Room[] {
    return [...this.#open.values()]
  }

  get(roomId: string): Room | undefined {
    return this.#open.get(roomId)
  }

  /** Opens a room once, however many come at the same time. */
  open(roomId: string): Promise<Room> {
    const opening = this.#rooms.get(roomId) ?? this.#create(roomId)
    this.#rooms.set(roomId, opening)
    opening.catch(() => this.#rooms.delete(roomId))
    return opening
  }

  of(session: Session): Room {
    const room = session.peerId === undefined ? undefined : this.#open.get(session.pass.roomId)
    if (!room) throw new AppError('conflict', 'Join the room first')
    return room
  }

  /** The room of a session and the session's own place in it. */
  placeOf(session: Session): { room: Room; peer: Peer } {
    const room = this.of(session)
    return { room, peer: room.peer(session.peerId) }
  }

  lose(session: Session): void {
    if (session.peerId !== undefined) this.#open.get(session.pass.roomId)?.lose(session)
  }

  closeAll(): void {
    for (const room of this.all) room.close('restarting')
  }

  async #create(roomId: string): Promise<Room> {
    const lease = await this.#leases.claim(roomId)
    if (!lease)
      throw new AppError('unavailable', 'This room is open on another server. Please try again.')
    const room: Room = new Room(roomId, {
      ...this.#parts,
      onEmpty: () => {
        this.#open.delete(roomId)
        this.#rooms.delete(roomId)
        lease.release()
      },
    })
    this.#open.set(roomId, room)
    return room
  }
}
