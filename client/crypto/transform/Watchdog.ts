/** What a stream has made and sent, by the browser's own count. */
export interface Sent {
  /** Frames that encoders made; of sound, packets. */
  readonly encoded: number
  /** Bytes that left, without headers, padding and repeats. */
  readonly bytes: number
}

/** What the worker's transform of a stream has seen, and the bytes that it gave away. */
export interface Sealed {
  readonly seen: number
  readonly bytes: number
}

/** One stream, counted from its beginning. */
export interface StreamCount {
  readonly sent: Sent
  /** Asked for before and after the browser's count: a busy worker may answer seconds later. */
  readonly sealed: { readonly before: Sealed; readonly after: Sealed }
}

/** Counts of different clocks differ a little. */
const TOLERATED_FRAMES = 5
/** What a codec writes before its part in each packet, and what waited to be sent. */
const TOLERATED_SHARE = 1.05
const TOLERATED_BYTES = 1_000
const LOOKS_KEPT = 10

/**
 * Whether frames left that had not come to the transform. Both must be so: frames are missing there, of those encoded by
 * the look before the last, and more has left than it gave away. On a busy device frames wait, and with little bandwidth
 * some are encoded and never sent: neither leaves anything in clear.
 */
export function leaks(looks: readonly StreamCount[]): boolean {
  const [now, before] = [looks.at(-1), looks.at(-2)]
  if (!now || !before) return false
  return looks.some(({ sent, sealed }) => {
    const missing =
      before.sent.encoded - sent.encoded - (now.sealed.after.seen - sealed.before.seen)
    const given = now.sealed.after.bytes - sealed.before.bytes
    const extra = now.sent.bytes - sent.bytes - given * TOLERATED_SHARE
    return missing > TOLERATED_FRAMES && extra > TOLERATED_BYTES
  })
}

/** Finds streams that leave without passing through their transform, whatever the browser says about it. */
export class Watchdog {
  readonly #looks = new Map<string, readonly StreamCount[]>()
  readonly #onLeak: (stream: string) => void

  /** Is told at every look as long as it lasts. */
  constructor(onLeak: (stream: string) => void) {
    this.#onLeak = onLeak
  }

  /** Once a second, with all streams that are sent now. */
  look(counts: ReadonlyMap<string, StreamCount>): void {
    for (const stream of this.#looks.keys()) if (!counts.has(stream)) this.#looks.delete(stream)
    for (const [stream, count] of counts) {
      const looks = [...this.#before(stream, count), count].slice(-LOOKS_KEPT)
      this.#looks.set(stream, looks)
      if (leaks(looks)) this.#onLeak(stream)
    }
  }

  /** Counts that go back belong to a new stream under the same name. */
  #before(stream: string, { sent, sealed }: StreamCount): readonly StreamCount[] {
    const looks = this.#looks.get(stream) ?? []
    const last = looks.at(-1)
    if (!last) return looks
    const goesBack = sealed.before.seen < last.sealed.after.seen
    return sent.encoded < last.sent.encoded || goesBack ? [] : looks
  }
}

/** What a sender has sent so far, all simulcast layers together. */
export function sentBy(stats: RTCStatsReport): Sent {
  let [encoded, bytes] = [0, 0]
  // The DOM's types leave open what a report holds.
  stats.forEach((report: RTCOutboundRtpStreamStats) => {
    if (report.type !== 'outbound-rtp') return
    encoded += (report.kind === 'video' ? report.framesEncoded : report.packetsSent) ?? 0
    bytes += (report.bytesSent ?? 0) - (report.retransmittedBytesSent ?? 0)
  })
  return { encoded, bytes }
}
