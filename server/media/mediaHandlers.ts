import type { media } from '../../shared/protocol/media.ts'
import type { RoomRegistry } from '../rooms/RoomRegistry.ts'
import type { Handlers } from '../signalling/Handlers.ts'
import type { Session } from '../signalling/Session.ts'
import type { LiveMedia } from './LiveMedia.ts'
import type { Sent } from './PeerMedia.ts'

export function mediaHandlers(rooms: RoomRegistry, live: LiveMedia): Handlers<typeof media> {
  async function own(session: Session) {
    const { room, peer } = rooms.placeOf(session)
    return { room, peer, media: await live.of(room, peer) }
  }

  async function produce(stream: Sent, session: Session): Promise<void> {
    const { room, peer, media } = await own(session)
    await media.produce(stream)
    live.showStreams(room, peer, media)
    await live.spread(room, peer, stream.producerId)
  }

  return {
    async 'media.connect'({ direction, fingerprint }, session) {
      const { media } = await own(session)
      await media.connect(direction, fingerprint)
    },
    async 'media.restartIce'({ direction }, session) {
      const { media } = await own(session)
      return media.restartIce(direction)
    },
    'media.produce': produce,
    'media.share': produce,
    async 'media.pause'({ producerId, paused }, session) {
      const { room, peer, media } = await own(session)
      const producer = media.producer(producerId)
      await (paused ? producer.pause() : producer.resume())
      live.showStreams(room, peer, media)
    },
    async 'media.stop'({ producerId }, session) {
      const { room, peer, media } = await own(session)
      live.stop(room, peer, media, producerId)
    },
    async 'media.prefer'({ consumerId, layer }, session) {
      const { media } = await own(session)
      await media.prefer(consumerId, layer)
    },
    async 'media.refresh'({ consumerIds }, session) {
      const { media } = await own(session)
      await Promise.all(
        consumerIds
          .map((consumerId) => media.consumer(consumerId))
          .filter(({ kind }) => kind === 'video')
          .map((consumer) => consumer.requestKeyFrame()),
      )
    },
  }
}
