import type { Layer, Source } from '../../shared/protocol/media.ts'

/** Where a stream is shown: CSS pixels times the device's pixel ratio. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** A camera's three simulcast layers are 180, 360 and 720 lines; a layer serves a little more than its own height. */
const SERVES_LINES = [240, 480] as const
const FULL_RATE = 2

/** The smallest layer that fills the place where it is shown; a screen is always sent whole, because it is read. */
export function layerFor(source: Source, size: Size | null): Layer | null {
  if (size === null || size.width === 0 || size.height === 0) return null
  if (source !== 'camera') return { spatial: 2, temporal: FULL_RATE }
  const index = SERVES_LINES.findIndex((lines) => size.height <= lines)
  return { spatial: index === -1 ? SERVES_LINES.length : index, temporal: FULL_RATE }
}
