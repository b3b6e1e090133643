import type { Output } from '../../shared/protocol/contract.ts'
import type { Consumable } from '../../shared/protocol/media.ts'
import type { AppProtocol } from '../../shared/protocol/protocol.ts'
import type { CryptoWorker } from '../crypto/CryptoWorker.ts'
import { Guard } from './Guard.ts'
import { Incoming } from './Incoming.ts'
import type { Size } from './layers.ts'
import type { LocalMedia } from './LocalMedia.ts'
import { Media, type Prepared } from './Media.ts'
import { Monitor } from './Monitor.ts'
import { Outgoing } from './Outgoing.ts'
import type { Signal } from './Signal.ts'

type Joined = Output<AppProtocol['room.join']>

export interface StreamsParts {
  readonly local: LocalMedia
  readonly signal: Signal
  readonly crypto: CryptoWorker
  /** Who sits in a place of the room. */
  readonly personAt: (peerId: string) => string | undefined
  /** The connections are no use any more: a new place, with new ones, must be taken. */
  readonly onSpoiled: () => void
  /** Something left without having been encrypted. */
  readonly onLeak: () => void
}

/** Everything that is seen and heard in a call: sent and received, how large, and none of it in clear. */
export class Streams {
  readonly #parts: StreamsParts
  readonly #incoming: Incoming
  readonly #outgoing: Outgoing
  readonly #monitor: Monitor
  readonly #guard: Guard
  #media: Media | undefined

  constructor(parts: StreamsParts) {
    this.#parts = parts
    const { local, signal, crypto } = parts
    this.#incoming = new Incoming(signal)
    this.#outgoing = new Outgoing(local, signal)
    this.#monitor = new Monitor(local, this.#incoming)
    this.#guard = new Guard(crypto.keeper, parts.onLeak)
  }

  get received() {
    return this.#incoming.streams
  }

  get speaking() {
    return this.#monitor.speaking
  }

  get line() {
    return this.#monitor.line
  }

  get mutedByHost() {
    return this.#outgoing.mutedByHost
  }

  /** Makes the connections of a new place. */
  open(prepared: Prepared, joined: Joined): void {
    this.#media?.close()
    const { signal, crypto, personAt, onSpoiled } = this.#parts
    const protection = { worker: crypto.worker, personAt }
    this.#media = new Media(prepared, joined, signal, protection, onSpoiled)
    this.#incoming.attach(this.#media)
    this.#monitor.watch(this.#media, joined.peerId)
    this.#guard.watch(this.#media)
  }

  /** Back in the old place: what was missed meanwhile is made good. False when there is nothing to go on with. */
  async resume({ consumers, producerIds }: Joined): Promise<boolean> {
    if (!this.#media) return false
    await this.#incoming.reconcile(consumers)
    await this.#outgoing.resume(producerIds)
    this.#media?.repair()
    return true
  }

  /** Brings the connections up while waiting. */
  async warm(): Promise<void> {
    await this.#media?.warm()
  }

  /** Resolves when all of them can be received. */
  receive(consumers: readonly Consumable[]): Promise<void> {
    return this.#incoming.add(consumers)
  }

  /** From now on what the devices and buttons say is sent. */
  send(): void {
    this.#outgoing.attach(this.#media)
  }

  /** Everything that is sent ends, until `send` is called again. */
  halt(): void {
    this.#outgoing.halt()
  }

  /** New keys have come: of what could not be read until now, pictures to begin with are needed. */
  refresh(): void {
    this.#incoming.refresh()
  }

  readonly show = (consumerId: string, size: Size | null): Promise<void> =>
    this.#incoming.show(consumerId, size)

  close(): void {
    this.#outgoing.attach(undefined)
    this.#incoming.attach(undefined)
    this.#monitor.watch(undefined, undefined)
    this.#guard.watch(undefined)
    this.#media?.close()
    this.#media = undefined
  }
}
