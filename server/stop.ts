import type { Logger } from 'pino'

const PATIENCE_MS = 10_000
/** A terminal's Ctrl+C arrives twice, once more through npm: the same wish, not a second one. */
const ECHO_MS = 1_000

/** Stops once, at SIGTERM or SIGINT; a second signal or too long a wait ends the process at once. */
export function stopOnSignal(log: Logger, close: () => Promise<void>): void {
  let since: number | undefined
  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (since !== undefined) {
      if (performance.now() - since > ECHO_MS) process.exit(1)
      return
    }
    since = performance.now()
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), PATIENCE_MS).unref()
    const failed = await close().then(
      () => false,
      (error: unknown) => {
        log.error({ err: error }, 'a part did not stop cleanly')
        return true
      },
    )
    log.info('stopped')
    process.exit(failed ? 1 : 0)
  }
  process.on('SIGTERM', (signal) => void stop(signal))
  process.on('SIGINT', (signal) => void stop(signal))
}
