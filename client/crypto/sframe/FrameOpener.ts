import type { Source } from '../../../shared/protocol/media.ts'
import { openWith } from './FrameKey.ts'
import type { FrameKeys } from './FrameKeys.ts'
import { readKeyId } from './keyId.ts'
import { authenticatedBytes, readFrame, restoreFrame, type Codec } from './layout.ts'

/** Whose stream it must be. */
export interface OpenedStream {
  readonly personId: string
  readonly source: Source
  readonly codec: Codec
}

/**
 * Why a frame was not shown: `malformed` is none of ours, one in clear for example; `foreign` belongs to another person
 * or stream, or to somebody who was removed; `replayed` came before, as Chromium's own probes do, which repeat packets;
 * `early` is of an epoch that did not come; `crowded` are more of those than are kept.
 */
export const DROP_REASONS = [
  'malformed',
  'foreign',
  'forged',
  'replayed',
  'early',
  'crowded',
] as const
export type DropReason = (typeof DROP_REASONS)[number]

/** As browsers give it to a transform. */
interface Frame {
  data: ArrayBuffer
}

/** A commit takes its time through the server: what it lets open is kept for so long. */
const HOLD_MS = 2_000
const MOST_HELD = 300

/** Decrypts the frames of one stream of another's. What can't be opened is counted, and goes nowhere. */
export class FrameOpener<F extends Frame> {
  readonly counts = {
    opened: 0,
    ...{ malformed: 0, foreign: 0, forged: 0, replayed: 0, early: 0, crowded: 0 },
  }
  readonly #keys: FrameKeys
  readonly #stream: OpenedStream
  readonly #deliver: (frame: F) => void
  readonly #now: () => number
  readonly #stopHearing: () => void
  #held: { readonly frame: F; readonly endsAt: number }[] = []
  #mayOpenHeld = false
  #turn: Promise<void> = Promise.resolve()

  constructor(
    keys: FrameKeys,
    stream: OpenedStream,
    deliver: (frame: F) => void,
    now: () => number,
  ) {
    this.#keys = keys
    this.#stream = stream
    this.#deliver = deliver
    this.#now = now
    this.#stopHearing = keys.onAdvance(() => {
      this.#mayOpenHeld = true
      void this.#inTurn(() => this.#openHeld())
    })
  }

  /** Frames are delivered in the order in which they were given. Resolves when this one is delivered, dropped or held. */
  open(frame: F): Promise<void> {
    return this.#inTurn(async () => {
      await this.#openHeld()
      // Chromium probes with empty frames; they mean nothing.
      if (frame.data.byteLength === 0) return
      const result = await this.#openOne(frame)
      if (result !== 'early') this.counts[result] += 1
      else if (this.#held.length >= MOST_HELD) this.counts.crowded += 1
      else this.#held.push({ frame, endsAt: this.#now() + HOLD_MS })
    })
  }

  /** Drops what has been held for too long. To be called now and then. */
  expire(): Promise<void> {
    return this.#inTurn(async () => {
      const now = this.#now()
      const kept = this.#held.filter(({ endsAt }) => endsAt > now)
      this.counts.early += this.#held.length - kept.length
      this.#held = kept
    })
  }

  close(): void {
    this.#stopHearing()
    this.#held = []
  }

  /** One thing after the other, whatever becomes of the one before. */
  #inTurn(task: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(task)
    this.#turn = done.catch(() => undefined)
    return done
  }

  async #openHeld(): Promise<void> {
    if (!this.#mayOpenHeld) return
    this.#mayOpenHeld = false
    const now = this.#now()
    const held = this.#held
    this.#held = []
    for (const one of held) {
      const result = one.endsAt > now ? await this.#openOne(one.frame) : 'early'
      if (result === 'early' && one.endsAt > now) this.#held.push(one)
      else this.counts[result] += 1
    }
  }

  async #openOne(frame: F): Promise<DropReason | 'opened'> {
    const { personId, source, codec } = this.#stream
    const read = readFrame(frame.data)
    const about = read && readKeyId(read.header.keyId)
    if (!read || !about || read.header.counter > Number.MAX_SAFE_INTEGER) return 'malformed'
    const epoch = this.#keys.opening(about.epoch)
    if (!epoch) return 'early'
    if (about.source !== source || epoch.personAt(about.leaf) !== personId) return 'foreign'
    const { keyId, counter } = read.header
    const data = authenticatedBytes(read.headerBytes, source, codec, read.clear)
    const key = await epoch.opening(keyId)
    const plaintext = await openWith(key, counter, data, read.ciphertext).catch(() => undefined)
    if (!plaintext) return 'forged'
    // Between opening and this, the sender may have been removed.
    if (epoch.personAt(about.leaf) !== personId) return 'foreign'
    if (epoch.keep(keyId, key)?.window.take(Number(counter)) !== true) return 'replayed'
    frame.data = restoreFrame(read.clear, plaintext)
    this.#deliver(frame)
    return 'opened'
  }
}
