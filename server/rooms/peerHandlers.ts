import { AppError } from '../../shared/AppError.ts'
import { can } from '../../shared/domain/roles.ts'
import type { peer } from '../../shared/protocol/room.ts'
import type { Handlers } from '../signalling/Handlers.ts'
import { admissionHandlers } from './admissionHandlers.ts'
import type { RoomHandlerParts } from './roomHandlers.ts'
import { targetIn } from './targetIn.ts'

/** What one person in a room may do to another. Targets are looked up in the caller's own room only. */
export function peerHandlers(parts: RoomHandlerParts): Handlers<typeof peer> {
  const { media, record, presence } = parts
  const target = targetIn(parts.rooms)

  return {
    ...admissionHandlers(parts),
    async 'peer.mute'({ peerId, source }, session) {
      const { room, by, peer } = target(session, peerId)
      if (peer.waits) throw new AppError('conflict', 'This person is still in the waiting room')
      await record.note('peer.muted', room.id, by.pass, peer.pass.personId)
      await media.mute(room, peer, source)
    },
    async 'peer.remove'({ peerId }, session) {
      const { room, by, peer } = target(session, peerId)
      if (peer === by) throw new AppError('bad_request', 'To go yourself, choose "Leave"')
      room.forget(peer)
      room.remove(peer, 'removed')
      await record.note('peer.removed', room.id, by.pass, peer.pass.personId)
      if (peer.pass.kind !== 'guest') return
      await record.removedGuest(peer.pass.personId, by.pass)
      // Also from sockets of theirs that have no place.
      presence.endPerson(peer.pass.personId, 'removed', room.id)
    },
    async 'peer.appoint'({ peerId }, session) {
      const { room, by, peer } = target(session, peerId)
      if (peer.pass.kind !== 'staff' || !can(peer.role, 'takeHost'))
        throw new AppError('forbidden', 'Only a clinician on the list can lead this consult')
      await record.note('host.appointed', room.id, by.pass, peer.pass.personId)
      room.become(peer, 'host')
    },
  }
}
