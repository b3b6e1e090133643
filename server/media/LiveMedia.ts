import type { RtpCapabilities } from 'mediasoup/types'
import { AppError } from '../../shared/AppError.ts'
import { can } from '../../shared/domain/roles.ts'
import type { Consumable } from '../../shared/protocol/media.ts'
import type { Peer } from '../rooms/Peer.ts'
import type { Room } from '../rooms/Room.ts'
import type { RoomMedia } from '../rooms/RoomMedia.ts'
import { MediaRoom } from './MediaRoom.ts'
import type { PeerMedia } from './PeerMedia.ts'
import type { WorkerPool } from './WorkerPool.ts'

/** The media of every room on this node, and the one place that asks who may receive whom. */
export class LiveMedia implements RoomMedia {
  readonly #pool: WorkerPool
  readonly #rooms = new WeakMap<Room, Promise<MediaRoom>>()
  readonly #current = new WeakMap<Room, MediaRoom>()

  constructor(pool: WorkerPool) {
    this.#pool = pool
  }

  readonly seat: RoomMedia['seat'] = async (room, peer, { rtpCapabilities, fingerprint }) => {
    const media = await this.#roomOf(room)
    // Bounded by the protocol's schema; what it means is checked by mediasoup's `ortc`.
    const own = await media.enter(peer.peerId, rtpCapabilities as RtpCapabilities, fingerprint)
    // Whoever lost the place meanwhile was told to go before there was anything to close.
    if (!room.holds(peer)) {
      media.leave(peer.peerId)
      throw new AppError('conflict', 'Your place in the room has ended')
    }
    const consumers = await this.#receivable(room, media, own, peer)
    return { transports: own.transportOptions, consumers }
  }

  readonly held: RoomMedia['held'] = (room, peer) => {
    const media = this.#current.get(room)
    const own = media?.find(peer.peerId)
    if (!media || media.closed || !own) return undefined
    return {
      transports: own.transportOptions,
      consumers: media.held(own),
      producerIds: [...own.producers.keys()],
    }
  }

  readonly welcome: RoomMedia['welcome'] = async (room, peer) => {
    const media = await this.#roomOf(room)
    const own = media.find(peer.peerId)
    return own ? this.#receivable(room, media, own, peer) : []
  }

  readonly mute: RoomMedia['mute'] = async (room, peer, source) => {
    const own = await this.of(room, peer)
    for (const [producerId, held] of own.producers) {
      if (held.source !== source || held.producer.paused) continue
      await held.producer.pause()
      room.tellOne(peer, 'media.muted', { producerId })
    }
    this.showStreams(room, peer, own)
  }

  async of(room: Room, peer: Peer): Promise<PeerMedia> {
    const own = (await this.#roomOf(room)).find(peer.peerId)
    if (!own) throw new AppError('conflict', 'Join the room first')
    return own
  }

  /** Gives a new stream to everybody who may see it. */
  async spread(room: Room, sender: Peer, producerId: string): Promise<void> {
    const media = await this.#roomOf(room)
    const from = media.find(sender.peerId)
    if (!from) return
    await Promise.all(
      room.present
        .filter((peer) => peer !== sender && can(peer.role, 'see'))
        .map(async (peer) => {
          // One who cannot receive it does not keep it from the others.
          const consuming = media.find(peer.peerId)?.consume(from, producerId)
          const consumable = await consuming?.catch(() => undefined)
          if (consumable) room.tellOne(peer, 'media.consumable', { consumers: [consumable] })
        }),
    )
  }

  /** Ends one stream, for its sender and for everybody who receives it. */
  stop(room: Room, peer: Peer, own: PeerMedia, producerId: string): void {
    const producer = own.producer(producerId)
    const media = this.#current.get(room)
    if (media) this.#tellEnded(room, media, new Set([producerId]))
    producer.close()
    this.showStreams(room, peer, own)
  }

  showStreams(room: Room, peer: Peer, own: PeerMedia): void {
    room.update(peer, { streams: MediaRoom.streamsOf(own) })
  }

  async #receivable(
    room: Room,
    media: MediaRoom,
    own: PeerMedia,
    peer: Peer,
  ): Promise<Consumable[]> {
    if (!can(peer.role, 'see')) return []
    return media.consumeAll(
      own,
      room.present.map(({ peerId }) => peerId),
    )
  }

  #roomOf(room: Room): Promise<MediaRoom> {
    const opening = this.#rooms.get(room) ?? this.#open(room)
    this.#rooms.set(room, opening)
    return opening
  }

  async #open(room: Room): Promise<MediaRoom> {
    const media = new MediaRoom(await this.#pool.place())
    if (room.signal.aborted) {
      media.close()
      throw new AppError('conflict', 'The room has just closed. Please join again.')
    }
    this.#current.set(room, media)
    room.signal.addEventListener('abort', () => media.close(), { once: true })
    room.onGone((peer) => this.#leave(room, media, peer))
    // When a worker died, the room takes a new router at the next join; its people are told to join again.
    media.onClose(() => {
      this.#rooms.delete(room)
      this.#current.delete(room)
      if (!room.signal.aborted) room.close('restarting')
    })
    return media
  }

  #leave(room: Room, media: MediaRoom, gone: Peer): void {
    this.#tellEnded(room, media, new Set(media.find(gone.peerId)?.producers.keys()))
    media.leave(gone.peerId)
  }

  #tellEnded(room: Room, media: MediaRoom, producerIds: ReadonlySet<string>): void {
    for (const peer of room.present) {
      const consumers = [...(media.find(peer.peerId)?.consumers.values() ?? [])]
      const consumerIds = consumers
        .filter(({ producerId }) => producerIds.has(producerId))
        .map(({ id }) => id)
      if (consumerIds.length > 0) room.tellOne(peer, 'media.ended', { consumerIds })
    }
  }
}
