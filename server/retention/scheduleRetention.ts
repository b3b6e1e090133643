import type { Kysely } from 'kysely'
import type { Tables } from '../persistence/tables.ts'
import { RETENTION_JOB, type RetentionParts, runRetention } from './runRetention.ts'

const EVERY_MS = 24 * 60 * 60 * 1000

/** Removes what had its time now and every day. `close` waits for a run under way. */
export function scheduleRetention(
  db: Kysely<Tables>,
  parts: RetentionParts,
  everyMs = EVERY_MS,
): { readonly close: () => Promise<void> } {
  let running = Promise.resolve()
  const run = () => {
    running = running
      .then(async () => void (await runRetention(db, parts)))
      .catch((error: unknown) =>
        parts.log.error(
          { err: error, job: RETENTION_JOB },
          'The clean-up failed; it is tried again tomorrow',
        ),
      )
  }
  run()
  const timer = setInterval(run, everyMs)
  timer.unref()
  return {
    close: () => {
      clearInterval(timer)
      return running
    },
  }
}
