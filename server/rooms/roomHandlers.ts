import { AppError } from '../../shared/AppError.ts'
import type { room } from '../../shared/protocol/room.ts'
import type { Limits } from '../cluster/Limits.ts'
import type { Handlers } from '../signalling/Handlers.ts'
import { joinHandler } from './joinHandler.ts'
import type { Presence } from './Presence.ts'
import type { Room } from './Room.ts'
import type { RoomKeys } from './RoomKeys.ts'
import type { RoomMedia } from './RoomMedia.ts'
import type { RoomRecord } from './RoomRecord.ts'
import type { RoomRegistry } from './RoomRegistry.ts'

export interface RoomHandlerParts {
  readonly rooms: RoomRegistry
  readonly limits: Limits
  readonly presence: Presence
  readonly media: RoomMedia
  readonly keys: RoomKeys
  readonly record: RoomRecord
}

export function roomHandlers(parts: RoomHandlerParts): Handlers<typeof room> {
  const { rooms, record, presence } = parts
  /** Where somebody is just becoming host: while that is written down, nobody else does. */
  const taken = new WeakSet<Room>()
  return {
    'room.join': joinHandler(parts),
    'room.leave'(_, session) {
      const { room, peer } = rooms.placeOf(session)
      room.remove(peer, 'left')
    },
    'room.raiseHand'({ raised }, session) {
      const { room, peer } = rooms.placeOf(session)
      room.update(peer, { handRaised: raised })
    },
    async 'room.takeHost'(_, session) {
      const { room, peer } = rooms.placeOf(session)
      assertFree(room, taken)
      taken.add(room)
      try {
        await record.note('host.taken', room.id, peer.pass)
        // A host of the list may have come back meanwhile, and this person gone.
        assertFree(room)
        if (room.holds(peer)) room.become(peer, 'host')
      } finally {
        taken.delete(room)
      }
    },
    async 'room.lock'({ locked }, session) {
      const { room, peer } = rooms.placeOf(session)
      await record.note(locked ? 'room.locked' : 'room.unlocked', room.id, peer.pass)
      room.lock(locked)
    },
    async 'room.end'(_, session) {
      const { room, peer } = rooms.placeOf(session)
      await record.ended(room.id, peer.pass)
      // Also those who have a socket and no place yet.
      presence.endRoom(room.id, 'ended')
    },
  }
}

function assertFree(room: Room, taken?: WeakSet<Room>): void {
  if (room.hosted || taken?.has(room))
    throw new AppError('conflict', 'Somebody else is leading this consult already')
}
