import type { Source } from '../../../../shared/protocol/media.ts'
import type { Codec } from '../../../../client/crypto/sframe/layout.ts'

/** Frames of one kind, as an encoder makes them. */
export interface Flow {
  readonly source: Source
  readonly codec: Codec
  readonly bytes: number
  readonly everyMs: number
}

export const VOICE: Flow = { source: 'microphone', codec: 'opus', bytes: 120, everyMs: 20 }

export function picture(bytes: number): Flow {
  return { source: 'camera', codec: 'vp8', bytes, everyMs: 1000 / 30 }
}

/** The three layers of one's own camera, at the rates that the product asks for. */
export const LAYERS: readonly Flow[] = [625, 2_080, 6_250].map(picture)

/** Bytes that mean nothing, except that VP8 calls it no key frame. */
export function frameOf({ bytes }: Flow): ArrayBuffer {
  const frame = crypto.getRandomValues(new Uint8Array(bytes))
  frame[0] = (frame[0] ?? 0) | 1
  return frame.buffer
}
