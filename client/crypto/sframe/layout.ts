import type { Source } from '../../../shared/protocol/media.ts'
import { readHeader, type Header } from './header.ts'
import { sourceCode } from './keyId.ts'
import { TAG_BYTES } from './FrameKey.ts'

/** Those that stay whole when their frames are encrypted: browsers cut up and rewrite the frames of others. */
export type Codec = 'opus' | 'vp8' | 'vp9'

/**
 * A sealed frame is: bytes left in clear, SFrame header, ciphertext with tag, then one byte that counts the clear ones
 * and one that says that this is a sealed frame, of this layout.
 */
interface SealedFrame {
  readonly clear: Uint8Array<ArrayBuffer>
  readonly header: Header
  readonly headerBytes: Uint8Array<ArrayBuffer>
  readonly ciphertext: Uint8Array<ArrayBuffer>
}

const MARK = 0xe1
const TRAILER_BYTES = 2
const METADATA_VERSION = 1
const CODEC_CODE: Readonly<Record<Codec, number>> = { opus: 0, vp8: 1, vp9: 2 }
/** The server must tell VP8 key frames from others by the first bit, and browsers read their size (RFC 6386 section 9.1). */
const VP8_KEY_CLEAR = 10
const VP8_DELTA_CLEAR = 1
const VP8_IS_DELTA = 1

/** How many bytes from the beginning of a frame the server and the packetizer must be able to read. */
export function clearLength(codec: Codec, frame: Uint8Array): number {
  const [first] = frame
  if (codec !== 'vp8' || first === undefined) return 0
  const length = (first & VP8_IS_DELTA) === 0 ? VP8_KEY_CLEAR : VP8_DELTA_CLEAR
  return Math.min(length, frame.length)
}

/** What is authenticated beside the ciphertext: the SFrame header, and then what our frames add (RFC 9605 section 4.4.3). */
export function authenticatedBytes(
  headerBytes: Uint8Array,
  source: Source,
  codec: Codec,
  clear: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(headerBytes.length + 4 + clear.length)
  bytes.set(headerBytes)
  const about = [METADATA_VERSION, sourceCode(source), CODEC_CODE[codec], clear.length]
  bytes.set(about, headerBytes.length)
  bytes.set(clear, headerBytes.length + about.length)
  return bytes
}

export function composeFrame(
  clear: Uint8Array,
  headerBytes: Uint8Array,
  ciphertext: ArrayBuffer,
): ArrayBuffer {
  const body = clear.length + headerBytes.length
  const frame = new Uint8Array(body + ciphertext.byteLength + TRAILER_BYTES)
  frame.set(clear)
  frame.set(headerBytes, clear.length)
  frame.set(new Uint8Array(ciphertext), body)
  frame.set([clear.length, MARK], frame.length - TRAILER_BYTES)
  return frame.buffer
}

/** `undefined` for whatever was not composed as above, a frame in clear above all. */
export function readFrame(data: ArrayBuffer): SealedFrame | undefined {
  const bytes = new Uint8Array(data)
  const end = bytes.length - TRAILER_BYTES
  const clearBytes = bytes[end]
  if (clearBytes === undefined || bytes[end + 1] !== MARK) return undefined
  const sealed = bytes.subarray(clearBytes, end)
  const header = readHeader(sealed)
  if (header === undefined || sealed.length < header.length + TAG_BYTES) return undefined
  return {
    clear: bytes.subarray(0, clearBytes),
    header,
    headerBytes: sealed.subarray(0, header.length),
    ciphertext: sealed.subarray(header.length),
  }
}

/** The frame as the encoder had made it. */
export function restoreFrame(clear: Uint8Array, plaintext: ArrayBuffer): ArrayBuffer {
  if (clear.length === 0) return plaintext
  const frame = new Uint8Array(clear.length + plaintext.byteLength)
  frame.set(clear)
  frame.set(new Uint8Array(plaintext), clear.length)
  return frame.buffer
}
