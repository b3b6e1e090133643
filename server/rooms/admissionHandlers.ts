import { AppError } from '../../shared/AppError.ts'
import type { peer } from '../../shared/protocol/room.ts'
import type { Handlers } from '../signalling/Handlers.ts'
import type { RoomHandlerParts } from './roomHandlers.ts'
import { targetIn } from './targetIn.ts'

/** Who comes in from the waiting room, one person at a time. */
export function admissionHandlers({
  rooms,
  media,
  record,
}: RoomHandlerParts): Pick<Handlers<typeof peer>, 'peer.admit' | 'peer.refuse'> {
  const target = targetIn(rooms)
  return {
    async 'peer.admit'({ peerId }, session) {
      const { room, by, peer } = target(session, peerId)
      if (!peer.waits) throw new AppError('conflict', 'This person is already in the room')
      await record.opened(room.id)
      await record.note('guest.admitted', room.id, by.pass, peer.pass.personId)
      // The record took a moment: the guest may have gone, or another host been faster.
      const still = room.peer(peerId)
      if (!still.waits) return
      room.admit(still)
      const consumers = await media.welcome(room, still)
      room.tellOne(still, 'room.admitted', { role: still.role, consumers })
    },
    async 'peer.refuse'({ peerId }, session) {
      const { room, by, peer } = target(session, peerId)
      if (!peer.waits) throw new AppError('conflict', 'This person is already in the room')
      await record.note('guest.refused', room.id, by.pass, peer.pass.personId)
      // Another host may have let them in meanwhile.
      if (peer.waits) room.remove(peer, 'refused')
    },
  }
}
