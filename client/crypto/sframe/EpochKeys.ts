import type { Source } from '../../../shared/protocol/media.ts'
import { deriveFrameKey, importBaseKey, type FrameKey } from './FrameKey.ts'
import { encodeKeyId } from './keyId.ts'
import { ReplayWindow } from './ReplayWindow.ts'

/** What the group tells of an epoch. */
export interface EpochSecret {
  readonly epoch: number
  /** MLS-Exporter("SFrame 1.0 Base Key", "", 16). Whoever is given it wipes it. */
  readonly baseKey: Uint8Array
  readonly selfLeaf: number
  /** The person at each place of the tree. */
  readonly members: ReadonlyMap<number, string>
}

export interface SealingKey extends FrameKey {
  readonly keyId: bigint
}

export interface OpeningKey extends FrameKey {
  readonly window: ReplayWindow
}

const BASE_KEY_BYTES = 16
/** Far more streams than thirty people start in one epoch; a member who makes up more is not heard. */
const MOST_STREAMS = 4096

/** The frame keys of one epoch, each derived when it is first needed. */
export class EpochKeys {
  readonly epoch: number
  /** Settles when the base key is taken. */
  readonly ready: Promise<unknown>
  readonly #selfLeaf: number
  readonly #members: Map<number, string>
  readonly #base: Promise<CryptoKey>
  readonly #sealing = new Map<bigint, Promise<SealingKey>>()
  readonly #opening = new Map<bigint, OpeningKey>()

  constructor({ epoch, baseKey, selfLeaf, members }: EpochSecret) {
    if (baseKey.length !== BASE_KEY_BYTES) throw new RangeError('A base key has 16 bytes')
    const taken = new Uint8Array(baseKey)
    baseKey.fill(0)
    this.epoch = epoch
    this.#selfLeaf = selfLeaf
    this.#members = new Map(members)
    this.#base = importBaseKey(taken).finally(() => taken.fill(0))
    this.ready = this.#base
  }

  personAt(leaf: number): string | undefined {
    return this.#members.get(leaf)
  }

  /** Whoever is not at the same place any more is not heard any more. */
  keepOnly(members: ReadonlyMap<number, string>): void {
    for (const [leaf, personId] of this.#members)
      if (members.get(leaf) !== personId) this.#members.delete(leaf)
  }

  /** For a stream of one's own. */
  sealing(source: Source, instance: number): Promise<SealingKey> {
    const keyId = encodeKeyId({ source, instance, leaf: this.#selfLeaf, epoch: this.epoch })
    const known = this.#sealing.get(keyId)
    if (known) return known
    const fresh = this.#base
      .then((base) => deriveFrameKey(base, keyId, 'encrypt'))
      .then((key) => ({ ...key, keyId }))
    this.#sealing.set(keyId, fresh)
    return fresh
  }

  /** For a stream of another's. It is forgotten again, unless a frame that it opened says to keep it. */
  async opening(keyId: bigint): Promise<OpeningKey> {
    const known = this.#opening.get(keyId)
    if (known) return known
    const key = await deriveFrameKey(await this.#base, keyId, 'decrypt')
    return { ...key, window: new ReplayWindow() }
  }

  /** The one key, and so the one window, by which all frames of this key id are opened; `undefined` when there are too many. */
  keep(keyId: bigint, key: OpeningKey): OpeningKey | undefined {
    const known = this.#opening.get(keyId)
    if (known || this.#opening.size >= MOST_STREAMS) return known
    this.#opening.set(keyId, key)
    return key
  }

  /** Salts are wiped; keys, which are not readable, are let go. */
  close(): void {
    for (const { salt } of this.#opening.values()) salt.fill(0)
    for (const key of this.#sealing.values())
      void key.then(({ salt }) => salt.fill(0)).catch(() => undefined)
    this.#opening.clear()
    this.#sealing.clear()
    this.#members.clear()
  }
}
