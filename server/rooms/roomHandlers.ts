import { AppError } from '../../shared/AppError.ts'
import { PROTOCOL_VERSION } from '../../shared/protocol/protocol.ts'
import type { room } from '../../shared/protocol/room.ts'
import type { Handlers } from '../signalling/Handlers.ts'
import type { Peer } from './Peer.ts'
import type { Room } from './Room.ts'
import type { RoomMedia } from './RoomMedia.ts'
import type { RoomRecord } from './RoomRecord.ts'
import type { RoomRegistry } from './RoomRegistry.ts'

export interface RoomHandlerParts {
  readonly rooms: RoomRegistry
  readonly media: RoomMedia
  readonly record: RoomRecord
}

export function roomHandlers(parts: RoomHandlerParts): Handlers<typeof room> {
  const { rooms, media, record } = parts
  return {
    async 'room.join'({ version, tab, resume, rtpCapabilities, fingerprint }, session) {
      if (version !== PROTOCOL_VERSION)
        throw new AppError('conflict', 'This page is out of date. Please reload it.')
      const room = await rooms.open(session.pass.roomId)
      const { peer, resumed } = room.enter(session, tab, resume)
      const held = resumed ? media.held(room, peer) : undefined
      if (held) return { peerId: peer.peerId, resumed: true, role: peer.role, ...held }
      try {
        await noteArrival(record, room, peer)
        const seat = await media.seat(room, peer, { rtpCapabilities, fingerprint })
        return { peerId: peer.peerId, resumed: false, role: peer.role, ...seat, producerIds: [] }
      } catch (error) {
        room.remove(peer)
        throw error
      }
    },
    async 'room.leave'(_, session) {
      const { room, peer } = rooms.placeOf(session)
      room.remove(peer, 'left')
      await record.note('room.left', room.id, peer.pass)
    },
    'room.raiseHand'({ raised }, session) {
      const { room, peer } = rooms.placeOf(session)
      room.update(peer, { handRaised: raised })
    },
    async 'room.takeHost'(_, session) {
      const { room, peer } = rooms.placeOf(session)
      if (room.hosted) throw new AppError('conflict', 'Somebody else is leading this visit already')
      await record.note('host.taken', room.id, peer.pass)
      room.become(peer, 'host')
    },
    async 'room.lock'({ locked }, session) {
      const { room, peer } = rooms.placeOf(session)
      await record.note(locked ? 'room.locked' : 'room.unlocked', room.id, peer.pass)
      room.lock(locked)
    },
    async 'room.end'(_, session) {
      const { room, peer } = rooms.placeOf(session)
      await record.ended(room.id, peer.pass)
      room.close('ended')
    },
  }
}

/** The record comes first: whoever is let in was written down before they see or hear anything. */
async function noteArrival(record: RoomRecord, room: Room, peer: Peer): Promise<void> {
  if (peer.waits) return record.note('guest.waiting', room.id, peer.pass)
  await record.opened(room.id)
  await record.note('room.entered', room.id, peer.pass)
}
