import type { media } from '../../shared/protocol/media.ts'
import type { Handlers } from '../signalling/Handlers.ts'
import type { Session } from '../signalling/Session.ts'
import { type MediaHandlerParts, ownIn } from './ownIn.ts'
import type { Sent } from './PeerMedia.ts'

type Sending = 'media.produce' | 'media.share' | 'media.pause' | 'media.stop'

/** What a peer sends. Showing a screen is written down first: nobody sees one that the record does not know of. */
export function sendingHandlers(parts: MediaHandlerParts): Pick<Handlers<typeof media>, Sending> {
  const { rooms, media: live, record } = parts
  const mine = ownIn(parts)

  async function produce(stream: Sent, session: Session): Promise<void> {
    const { room, peer, own } = await mine(session)
    await own.produce(stream)
    live.showStreams(room, peer, own)
    await live.spread(room, peer, stream.producerId)
  }

  return {
    'media.produce': produce,
    async 'media.share'(stream, session) {
      const { room, peer } = rooms.placeOf(session)
      if (stream.source === 'screen') await record.note('screen.shared', room.id, peer.pass)
      await produce(stream, session)
    },
    async 'media.pause'({ producerId, paused }, session) {
      const { room, peer, own } = await mine(session)
      const producer = own.producer(producerId)
      await (paused ? producer.pause() : producer.resume())
      live.showStreams(room, peer, own)
    },
    async 'media.stop'({ producerId }, session) {
      const { room, peer, own } = await mine(session)
      const source = own.producers.get(producerId)?.source
      live.stop(room, peer, own, producerId)
      if (source === 'screen') await record.note('screen.stopped', room.id, peer.pass)
    },
  }
}
