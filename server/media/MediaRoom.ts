import type { RtpCapabilities } from 'mediasoup/types'
import type { Consumable, Source } from '../../shared/protocol/media.ts'
import type { PeerView } from '../../shared/protocol/room.ts'
import { describeConsumer, PeerMedia } from './PeerMedia.ts'
import type { Place } from './WorkerPool.ts'

/** The media of one room: a router, and what each peer sends and receives. Knows no roles. */
export class MediaRoom {
  readonly #place: Place
  readonly #peers = new Map<string, PeerMedia>()

  constructor(place: Place) {
    this.#place = place
  }

  get closed(): boolean {
    return this.#place.router.closed
  }

  /** Called once when the router is gone, by `close` or by the death of its worker. */
  onClose(listener: () => void): void {
    this.#place.router.observer.once('close', listener)
  }

  find(peerId: string): PeerMedia | undefined {
    return this.#peers.get(peerId)
  }

  async enter(
    peerId: string,
    capabilities: RtpCapabilities,
    fingerprint: string | null,
  ): Promise<PeerMedia> {
    const media = await PeerMedia.open(peerId, this.#place, capabilities, fingerprint)
    this.#peers.get(peerId)?.close()
    this.#peers.set(peerId, media)
    return media
  }

  leave(peerId: string): void {
    this.#peers.get(peerId)?.close()
    this.#peers.delete(peerId)
  }

  /** Everything that the given peers send, for one receiver. */
  async consumeAll(receiver: PeerMedia, senderIds: readonly string[]): Promise<Consumable[]> {
    const streams = senderIds
      .filter((peerId) => peerId !== receiver.peerId)
      .flatMap((peerId) => {
        const sender = this.#peers.get(peerId)
        return sender ? [...sender.producers.keys()].map((id) => ({ sender, id })) : []
      })
    const consumed = await Promise.all(
      streams.map(({ sender, id }) => receiver.consume(sender, id)),
    )
    return consumed.filter((consumable) => consumable !== undefined)
  }

  /** What a receiver has now, described again. */
  held(receiver: PeerMedia): Consumable[] {
    const senders = new Map<string, { peerId: string; source: Source }>()
    for (const { peerId, producers } of this.#peers.values())
      for (const [id, { source }] of producers) senders.set(id, { peerId, source })
    return [...receiver.consumers.values()].flatMap((consumer) => {
      const sender = senders.get(consumer.producerId)
      return sender ? [describeConsumer(consumer, sender.peerId, sender.source)] : []
    })
  }

  /** What the others see of a peer's streams. */
  static streamsOf(media: PeerMedia): PeerView['streams'] {
    return [...media.producers].map(([producerId, { producer, source }]) => ({
      producerId,
      source,
      paused: producer.paused,
    }))
  }

  close(): void {
    this.#place.router.close()
  }
}
