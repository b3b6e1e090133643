/** Frames of one stream, counted from its beginning. */
export interface FrameCount {
  /** By the browser: what its encoder made. */
  readonly encoded: number
  /** By the worker, and asked for after the browser's: what came to the transform. */
  readonly seen: number
}

/** Counts of different clocks differ a little. */
const TOLERATED_FRAMES = 5
const LOOKS_KEPT = 10

/**
 * Frames that were encoded and never came to the transform: they went past it. What was encoded by the look before the
 * last must have been seen by the last, so frames on their way don't count.
 */
export function passedBy(looks: readonly FrameCount[]): number {
  const [now, before] = [looks.at(-1), looks.at(-2)]
  if (!now || !before) return 0
  const missing = looks.map((start) => before.encoded - start.encoded - (now.seen - start.seen))
  return Math.max(0, ...missing)
}

/** Finds streams that leave without passing through their transform, whatever the browser says about it. */
export class Watchdog {
  readonly #looks = new Map<string, readonly FrameCount[]>()
  readonly #onLeak: (stream: string) => void

  /** Is told at every look as long as it lasts. */
  constructor(onLeak: (stream: string) => void) {
    this.#onLeak = onLeak
  }

  /** Once a second, with all streams that are sent now. */
  look(counts: ReadonlyMap<string, FrameCount>): void {
    for (const stream of this.#looks.keys()) if (!counts.has(stream)) this.#looks.delete(stream)
    for (const [stream, count] of counts) {
      const looks = [...this.#before(stream, count), count].slice(-LOOKS_KEPT)
      this.#looks.set(stream, looks)
      if (passedBy(looks) > TOLERATED_FRAMES) this.#onLeak(stream)
    }
  }

  /** Counts that go back belong to a new stream under the same name. */
  #before(stream: string, { encoded, seen }: FrameCount): readonly FrameCount[] {
    const looks = this.#looks.get(stream) ?? []
    const last = looks.at(-1)
    return last && (encoded < last.encoded || seen < last.seen) ? [] : looks
  }
}

/** How many frames a sender has made so far: all simulcast layers together, and for sound its packets. */
export function encodedFrames(stats: RTCStatsReport): number {
  let frames = 0
  // The DOM's types leave open what a report holds.
  stats.forEach((report: RTCOutboundRtpStreamStats) => {
    if (report.type !== 'outbound-rtp') return
    frames += (report.kind === 'video' ? report.framesEncoded : report.packetsSent) ?? 0
  })
  return frames
}
