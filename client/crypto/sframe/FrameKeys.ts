import type { Source } from '../../../shared/protocol/media.ts'
import { EpochKeys, type EpochSecret, type SealingKey } from './EpochKeys.ts'

/** Frames that were on their way when the epoch changed are still opened for so long. */
const PREVIOUS_EPOCH_MS = 10_000
const BYTE = 0xff

/** All frame keys of this device, of the newest epoch and for a while of the one before. One for the life of a worker. */
export class FrameKeys {
  readonly #now: () => number
  readonly #listeners = new Set<() => void>()
  #current: EpochKeys | undefined
  #previous: { readonly keys: EpochKeys; readonly endsAt: number } | undefined
  #instances = 0
  #held = false

  /** `now` in milliseconds; it must never go back. */
  constructor(now: () => number) {
    this.#now = now
  }

  get epoch(): number | undefined {
    return this.#current?.epoch
  }

  /** A number that no stream of this worker had before: no key is used by two of them. */
  nextInstance(): number {
    this.#instances += 1
    return this.#instances - 1
  }

  /**
   * From this call on nothing is sealed by older keys. A new group may begin at any epoch. What can't be a secret ends
   * sending, because the one before may be known to somebody who was removed.
   */
  async advance(secret: EpochSecret): Promise<void> {
    const before = this.#current
    this.#current = undefined
    this.#previous?.keys.close()
    this.#previous = undefined
    // The lowest bits tell epochs apart, so a later one with the same bits ends the earlier (RFC 9605 section 5.2).
    if (before && ((before.epoch ^ secret.epoch) & BYTE) !== 0) {
      before.keepOnly(secret.members)
      this.#previous = { keys: before, endsAt: this.#now() + PREVIOUS_EPOCH_MS }
    } else before?.close()
    const current = new EpochKeys(secret)
    this.#current = current
    for (const hear of this.#listeners) hear()
    await current.ready
  }

  /** While held, nothing is sealed, and so nothing sent; what others send is still opened. */
  hold(held: boolean): void {
    this.#held = held
  }

  /** The newest key for a stream of ours; `undefined` as long as there is none, and then nothing may be sent. */
  async sealing(source: Source, instance: number): Promise<SealingKey | undefined> {
    const current = this.#current
    const key = await current?.sealing(source, instance)
    if (current !== this.#current) return this.sealing(source, instance)
    return this.#held ? undefined : key
  }

  /** By the lowest 8 bits of the epoch. */
  opening(epoch: number): EpochKeys | undefined {
    this.expire()
    return [this.#current, this.#previous?.keys].find(
      (keys) => keys !== undefined && (keys.epoch & BYTE) === epoch,
    )
  }

  /** Is told of each new epoch, before it is used; gives back how to stop that. */
  onAdvance(hear: () => void): () => void {
    this.#listeners.add(hear)
    return () => void this.#listeners.delete(hear)
  }

  /** Lets go of the previous epoch when its time is over. To be called now and then, for calls in which nobody speaks. */
  expire(): void {
    if (!this.#previous || this.#now() < this.#previous.endsAt) return
    this.#previous.keys.close()
    this.#previous = undefined
  }

  /** Nothing is sealed or opened until the next epoch. */
  close(): void {
    this.#current?.close()
    this.#previous?.keys.close()
    this.#current = undefined
    this.#previous = undefined
  }
}
