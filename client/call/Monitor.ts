import type { Incoming } from './Incoming.ts'
import type { LocalMedia } from './LocalMedia.ts'
import type { Media } from './Media.ts'
import {
  countReceived,
  lineOf,
  lossBetween,
  roundTripOf,
  steadyLine,
  type Counted,
  type Line,
} from './quality.ts'
import { dominant } from './speaking.ts'
import { Store } from './Store.ts'

const INTERVAL_MS = 500

/** Looks at the connections twice a second: who speaks, and how the line is. */
export class Monitor {
  readonly speaking = new Store<string | undefined>(undefined)
  readonly line = new Store<Line>('good')
  readonly #local: LocalMedia
  readonly #incoming: Incoming
  #counted: Counted = { received: 0, lost: 0 }
  #steady = steadyLine()
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(local: LocalMedia, incoming: Incoming) {
    this.#local = local
    this.#incoming = incoming
  }

  watch(media: Media | undefined, ownPeerId: string | undefined): void {
    clearInterval(this.#timer)
    this.speaking.set(undefined)
    this.line.set('good')
    this.#counted = { received: 0, lost: 0 }
    this.#steady = steadyLine()
    if (media) this.#timer = setInterval(() => void this.#look(media, ownPeerId), INTERVAL_MS)
  }

  async #look(media: Media, ownPeerId: string | undefined): Promise<void> {
    const stats = await media.stats('receive').catch(() => undefined)
    if (!stats) return
    const counted = countReceived(stats)
    const connected = media.connectionStates.every(
      (state) => state !== 'disconnected' && state !== 'failed',
    )
    const reading = lineOf({
      connected,
      roundTripSeconds: roundTripOf(stats),
      loss: lossBetween(this.#counted, counted),
    })
    this.line.set(this.#steady(reading))
    this.#counted = counted
    this.speaking.set(dominant(this.#levels(stats, ownPeerId), this.speaking.get()))
  }

  /** Loudness by peer, from decoded sound and the own microphone. */
  #levels(stats: RTCStatsReport, ownPeerId: string | undefined): ReadonlyMap<string, number> {
    const byTrack = new Map<string, number>()
    for (const stat of stats.values())
      if (stat.type === 'inbound-rtp' && stat.kind === 'audio')
        byTrack.set(stat.trackIdentifier, stat.audioLevel ?? 0)
    const levels = new Map<string, number>()
    for (const { source, peerId, stream, paused } of this.#incoming.streams.get()) {
      if (source !== 'microphone' || paused) continue
      levels.set(peerId, byTrack.get(stream.getAudioTracks()[0]?.id ?? '') ?? 0)
    }
    if (ownPeerId !== undefined && this.#local.microphone.get().state === 'on')
      levels.set(ownPeerId, this.#local.level.get())
    return levels
  }
}
