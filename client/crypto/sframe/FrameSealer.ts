import type { Source } from '../../../shared/protocol/media.ts'
import { sealWith } from './FrameKey.ts'
import type { FrameKeys } from './FrameKeys.ts'
import { encodeHeader } from './header.ts'
import { authenticatedBytes, clearLength, composeFrame, type Codec } from './layout.ts'

export interface SealedStream {
  readonly source: Source
  readonly codec: Codec
}

/** Encrypts the frames of one stream of ours. All simulcast layers of it count together. */
export class FrameSealer {
  /** Frames that came from the encoder, those of them that left, encrypted, and the bytes of these. */
  readonly counts = { seen: 0, sealed: 0, bytes: 0 }
  readonly #keys: FrameKeys
  readonly #stream: SealedStream
  readonly #instance: number
  /** Goes on through all epochs: a group that gave the same key twice would still not see a nonce twice. */
  #counter = 0n

  constructor(keys: FrameKeys, stream: SealedStream) {
    this.#keys = keys
    this.#stream = stream
    this.#instance = keys.nextInstance()
  }

  /** `undefined` when there is nothing to send or no key to send it by: the frame must not leave. */
  async seal(data: ArrayBuffer): Promise<ArrayBuffer | undefined> {
    this.counts.seen += 1
    const { source, codec } = this.#stream
    const key = await this.#keys.sealing(source, this.#instance)
    if (key === undefined || data.byteLength === 0) return undefined
    const counter = this.#counter
    this.#counter += 1n
    const frame = new Uint8Array(data)
    const clear = frame.subarray(0, clearLength(codec, frame))
    const header = encodeHeader(key.keyId, counter)
    const about = authenticatedBytes(header, source, codec, clear)
    const ciphertext = await sealWith(key, counter, about, frame.subarray(clear.length))
    const sealed = composeFrame(clear, header, ciphertext)
    this.counts.sealed += 1
    this.counts.bytes += sealed.byteLength
    return sealed
  }
}
