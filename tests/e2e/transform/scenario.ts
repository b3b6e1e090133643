import type { TransformCounts } from '../../../client/crypto/transform/serveTransforms.ts'

/** One connection within a page, of a camera and a microphone. */
export interface Scenario {
  readonly codec: 'vp8' | 'vp9'
  /** When the transforms are given to the senders: the product does it `atOnce`. */
  readonly attach: 'atOnce' | 'afterOffer' | 'late' | 'never'
  /** By `ENCRYPTED_CONNECTION`. */
  readonly guarded: boolean
  /** Without `RTCRtpScriptTransform`, as in older Chromium. */
  readonly older?: boolean
  /** Who receives: the product, with the keys or without, or somebody who looks at what comes. */
  readonly receiver: 'product' | 'stranger' | 'inspector'
  readonly midway?: Midway
}

/** To the sender's worker: it is ended, its encryption throws, the keys change or go. Or nothing happens. */
export type Midway = 'kill' | 'break' | 'changeKeys' | 'takeKeys' | 'nothing'

/** What an inspector saw of a stream. */
export interface Inspected {
  readonly sealed: number
  readonly clear: number
}

export interface Outcome {
  /** By the browser's own counts. */
  readonly encoded: number
  readonly decoded: number
  readonly heardSamples: number
  readonly sender: TransformCounts
  readonly receiver: TransformCounts
  readonly inspected: Readonly<Record<string, Inspected>>
  /** The same, since the thing happened that happens midway. */
  readonly since?: {
    readonly encoded: number
    readonly decoded: number
    readonly inspected: Readonly<Record<string, Inspected>>
  }
  /** What the watchdog found. */
  readonly leaks: readonly string[]
}
