import type { Keeper } from '../crypto/Keeper.ts'
import type { Remote } from '../crypto/rpc.ts'
import { sentBy, Watchdog, type StreamCount } from '../crypto/transform/Watchdog.ts'
import type { Media } from './Media.ts'

const INTERVAL_MS = 1_000
const NOTHING = { seen: 0, bytes: 0 }

/** Looks every second whether a stream leaves without having been encrypted, whatever the browser says about it. */
export class Guard {
  readonly #keeper: Remote<Keeper>
  readonly #onLeak: () => void
  #timer: ReturnType<typeof setInterval> | undefined
  #looking = false

  constructor(keeper: Remote<Keeper>, onLeak: () => void) {
    this.#keeper = keeper
    this.#onLeak = onLeak
  }

  watch(media: Media | undefined): void {
    clearInterval(this.#timer)
    const watchdog = new Watchdog(this.#onLeak)
    if (media) this.#timer = setInterval(() => void this.#look(media, watchdog), INTERVAL_MS)
  }

  async #look(media: Media, watchdog: Watchdog): Promise<void> {
    if (this.#looking) return
    this.#looking = true
    try {
      const before = (await this.#keeper.counts()).sealed
      const sent = await Promise.all(
        [...media.producers].map(
          async ([source, producer]) => [source, sentBy(await producer.getStats())] as const,
        ),
      )
      const after = (await this.#keeper.counts()).sealed
      const counts = sent.map(([source, of]): [string, StreamCount] => [
        source,
        {
          sent: of,
          sealed: { before: before[source] ?? NOTHING, after: after[source] ?? NOTHING },
        },
      ])
      watchdog.look(new Map(counts))
    } catch {
      // A stream that ended meanwhile; a worker that died is told elsewhere.
    } finally {
      this.#looking = false
    }
  }
}
