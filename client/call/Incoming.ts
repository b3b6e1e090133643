import type { Consumable, Layer, Source } from '../../shared/protocol/media.ts'
import type { PeerView } from '../../shared/protocol/room.ts'
import { layerFor, type Size } from './layers.ts'
import type { Media } from './Media.ts'
import type { Signal } from './Signal.ts'
import { Store } from './Store.ts'

/** One stream of another person. */
export interface RemoteStream {
  readonly consumerId: string
  readonly peerId: string
  readonly source: Source
  readonly stream: MediaStream
  /** Muted or turned off by its sender, or by a host. */
  readonly paused: boolean
}

/** What this peer receives, and how large. */
export class Incoming {
  readonly streams = new Store<readonly RemoteStream[]>([])
  readonly #signal: Signal
  readonly #asked = new Map<string, Layer | null>()
  #media: Media | undefined
  /** Told before the connections exist; received as soon as they do. */
  #early: Consumable[] = []

  constructor(signal: Signal) {
    this.#signal = signal
    signal.hear('media.consumable', ({ consumers }) => void this.add(consumers))
    signal.hear('media.ended', ({ consumerIds }) => this.#drop(consumerIds))
    signal.shared('room.roster').watch(() => this.#publish())
  }

  attach(media: Media | undefined): void {
    this.#media = media
    this.#asked.clear()
    if (media === undefined) this.#early = []
    this.#publish()
  }

  /** Takes all of them in one negotiation; their senders are asked for pictures to begin with, and not waited for. */
  async add(consumables: readonly Consumable[]): Promise<void> {
    const media = this.#media
    if (!media) return void this.#early.push(...consumables)
    const taken = [...this.#early, ...consumables]
    this.#early = []
    await media.consume(taken)
    this.#publish()
    this.#refresh(taken)
  }

  /** New keys have come: of what could not be read until now, pictures to begin with are needed. */
  refresh(): void {
    this.#refresh([...(this.#media?.consumers.values() ?? [])].map(({ consumable }) => consumable))
  }

  /** After a lost socket: exactly these are received, whatever was missed meanwhile. */
  async reconcile(consumables: readonly Consumable[]): Promise<void> {
    const wanted = new Set(consumables.map(({ consumerId }) => consumerId))
    this.#drop([...(this.#media?.consumers.keys() ?? [])].filter((id) => !wanted.has(id)))
    this.#asked.clear()
    await this.add(consumables)
  }

  /** Where and how large a stream is shown; the server sends no more than that. */
  async show(consumerId: string, size: Size | null): Promise<void> {
    const held = this.#media?.consumers.get(consumerId)
    if (!held) return
    const layer = layerFor(held.consumable.source, size)
    const before = this.#asked.get(consumerId)
    if (before !== undefined && before?.spatial === layer?.spatial) return
    this.#asked.set(consumerId, layer)
    await this.#signal.ask('media.prefer', { consumerId, layer }).catch(() => {
      this.#asked.delete(consumerId)
    })
  }

  #refresh(consumables: readonly Consumable[]): void {
    const consumerIds = consumables
      .filter(({ kind }) => kind === 'video')
      .map((one) => one.consumerId)
    if (consumerIds.length > 0)
      void this.#signal.ask('media.refresh', { consumerIds }).catch(ignore)
  }

  #drop(consumerIds: readonly string[]): void {
    for (const consumerId of consumerIds) {
      this.#media?.drop(consumerId)
      this.#asked.delete(consumerId)
    }
    this.#early = this.#early.filter(({ consumerId }) => !consumerIds.includes(consumerId))
    this.#publish()
  }

  #publish(): void {
    const before = new Map(this.streams.get().map((stream) => [stream.consumerId, stream]))
    const paused = pausedProducers(this.#signal.shared('room.roster').get() ?? [])
    this.streams.set(
      [...(this.#media?.consumers.values() ?? [])].map(({ consumable, consumer }) => ({
        consumerId: consumable.consumerId,
        peerId: consumable.peerId,
        source: consumable.source,
        // One MediaStream for life: a new object would make the picture flash.
        stream: before.get(consumable.consumerId)?.stream ?? new MediaStream([consumer.track]),
        paused: paused.get(consumable.producerId) ?? consumable.paused,
      })),
    )
  }
}

function pausedProducers(roster: readonly PeerView[]): ReadonlyMap<string, boolean> {
  return new Map(
    roster.flatMap(({ streams }) => streams.map(({ producerId, paused }) => [producerId, paused])),
  )
}

/** The next key frame comes anyway, only later. */
function ignore(): void {}
