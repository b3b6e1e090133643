import type { chat } from '../../shared/protocol/chat.ts'
import type { Limits } from '../cluster/Limits.ts'
import type { RoomRegistry } from '../rooms/RoomRegistry.ts'
import type { Handlers } from '../signalling/Handlers.ts'

export function chatHandlers(parts: {
  readonly rooms: RoomRegistry
  readonly limits: Limits
  readonly newId: () => string
  readonly now: () => Date
}): Handlers<typeof chat> {
  const { rooms, limits, newId, now } = parts
  return {
    async 'chat.say'({ text }, session) {
      const { room, peer } = rooms.placeOf(session)
      await limits.take('chat', peer.pass.personId)
      const { peerId, name } = peer
      room.tell('chat.said', { messageId: newId(), peerId, name, text, at: now().toISOString() })
    },
  }
}
