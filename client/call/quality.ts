/** How the line is, in the words of the one who sits at it. */
export type Line = 'good' | 'weak' | 'lost'

export interface LineReading {
  readonly connected: boolean
  /** Seconds there and back, from the candidate pair in use. */
  readonly roundTripSeconds: number | undefined
  /** Share of packets lost since the reading before, 0 to 1, the worse of both directions. */
  readonly loss: number
}

const WEAK_LOSS = 0.08
const WEAK_ROUND_TRIP_SECONDS = 0.6

export function lineOf({ connected, roundTripSeconds, loss }: LineReading): Line {
  if (!connected) return 'lost'
  return loss > WEAK_LOSS || (roundTripSeconds ?? 0) > WEAK_ROUND_TRIP_SECONDS ? 'weak' : 'good'
}

/** How many readings in a row it takes to say something new: a hiccup is not worth a word, recovery is said with care. */
const PATIENCE: Readonly<Record<Line, number>> = { lost: 1, weak: 4, good: 6 }

/** What is said of the line after each reading. */
export function steadyLine(): (reading: Line) => Line {
  let said: Line = 'good'
  let candidate: Line = 'good'
  let times = 0
  return (reading) => {
    times = reading === candidate ? times + 1 : 1
    candidate = reading
    if (times >= PATIENCE[candidate]) said = candidate
    return said
  }
}

export interface Counted {
  readonly received: number
  readonly lost: number
}

/** The loss between two readings of ever-growing counters. */
export function lossBetween(before: Counted, now: Counted): number {
  const lost = Math.max(0, now.lost - before.lost)
  const all = lost + Math.max(0, now.received - before.received)
  return all === 0 ? 0 : lost / all
}

/** The media section of mediasoup-client for probes of the bandwidth, which tell of loss where nothing was lost. */
const PROBES = 'probator'

/** Adds up the counters of all streams that are received. */
export function countReceived(stats: RTCStatsReport): Counted {
  let received = 0
  let lost = 0
  for (const stat of stats.values())
    if (stat.type === 'inbound-rtp' && stat.mid !== PROBES) {
      received += stat.packetsReceived ?? 0
      lost += stat.packetsLost ?? 0
    }
  return { received, lost }
}

export function roundTripOf(stats: RTCStatsReport): number | undefined {
  for (const stat of stats.values())
    if (stat.type === 'candidate-pair' && stat.nominated && stat.state === 'succeeded')
      return stat.currentRoundTripTime
  return undefined
}
