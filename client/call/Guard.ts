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
  #timer: ReturnType<typeof setTimeout> | undefined
  #watched: Media | undefined

  constructor(keeper: Remote<Keeper>, onLeak: () => void) {
    this.#keeper = keeper
    this.#onLeak = onLeak
  }

  watch(media: Media | undefined): void {
    clearTimeout(this.#timer)
    this.#watched = media
    if (media) this.#lookAgain(media, new Watchdog(this.#onLeak))
  }

  /** One look after the other: two answers at once would tell of the same moment as if a second lay between. */
  #lookAgain(media: Media, watchdog: Watchdog): void {
    this.#timer = setTimeout(() => {
      void this.#look(media, watchdog)
        // A stream that ended meanwhile; a worker that died is told elsewhere.
        .catch(() => undefined)
        .finally(() => {
          if (this.#watched === media) this.#lookAgain(media, watchdog)
        })
    }, INTERVAL_MS)
  }

  async #look({ producers }: Media, watchdog: Watchdog): Promise<void> {
    const sent = await Promise.all(
      [...producers].map(
        async ([source, producer]) => [source, sentBy(await producer.getStats())] as const,
      ),
    )
    // Asked for after the browser's: what is on its way then counts for neither.
    const { sealed } = await this.#keeper.counts()
    const counts = sent.map(([source, of]): [string, StreamCount] => [
      source,
      { sent: of, sealed: sealed[source] ?? NOTHING },
    ])
    watchdog.look(new Map(counts))
  }
}
