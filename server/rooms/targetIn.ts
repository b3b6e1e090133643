import type { Session } from '../signalling/Session.ts'
import type { RoomRegistry } from './RoomRegistry.ts'

/** Finds whom a request means: in the caller's own room, and nowhere else. */
export function targetIn(rooms: RoomRegistry) {
  return (session: Session, peerId: string) => {
    const { room, peer: by } = rooms.placeOf(session)
    return { room, by, peer: room.peer(peerId) }
  }
}
