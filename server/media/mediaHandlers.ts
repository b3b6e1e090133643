import type { media } from '../../shared/protocol/media.ts'
import type { Handlers } from '../signalling/Handlers.ts'
import { type MediaHandlerParts, ownIn } from './ownIn.ts'
import { sendingHandlers } from './sendingHandlers.ts'

export function mediaHandlers(parts: MediaHandlerParts): Handlers<typeof media> {
  const mine = ownIn(parts)
  return {
    ...sendingHandlers(parts),
    async 'media.connect'({ direction, fingerprint }, session) {
      const { own } = await mine(session)
      await own.connect(direction, fingerprint)
    },
    async 'media.restartIce'({ direction }, session) {
      const { own } = await mine(session)
      return own.restartIce(direction)
    },
    async 'media.prefer'({ consumerId, layer }, session) {
      const { own } = await mine(session)
      await own.prefer(consumerId, layer)
    },
    async 'media.refresh'({ consumerIds }, session) {
      const { own } = await mine(session)
      await Promise.all(
        consumerIds
          .map((consumerId) => own.consumer(consumerId))
          .filter(({ kind }) => kind === 'video')
          .map((consumer) => consumer.requestKeyFrame()),
      )
    },
  }
}
