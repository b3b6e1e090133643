import type { RoomRecord } from '../rooms/RoomRecord.ts'
import type { RoomRegistry } from '../rooms/RoomRegistry.ts'
import type { Session } from '../signalling/Session.ts'
import type { LiveMedia } from './LiveMedia.ts'

export interface MediaHandlerParts {
  readonly rooms: RoomRegistry
  readonly media: LiveMedia
  readonly record: RoomRecord
}

/** Finds what a session itself sends and receives, and never anybody else's. */
export function ownIn({ rooms, media }: MediaHandlerParts) {
  return async (session: Session) => {
    const { room, peer } = rooms.placeOf(session)
    return { room, peer, own: await media.of(room, peer) }
  }
}
