import { RETENTION_CLASSES } from '../../../shared/domain/retention.ts'
import { useAccount } from '../../api/useAccount.ts'
import type { OutputOf } from '../../api/send.ts'
import { nearDay } from '../../i18n/staffTimes.ts'
import { wallTime } from '../../i18n/zonedTime.ts'
import { Note } from '../../ui/Note.tsx'
import { useNow } from '../useNow.ts'
import { retentionWords } from './retentionWords.ts'

/** A rule that nobody carries out is worth nothing: when it last was, and what it removed. */
export function LastRun({ lastRun }: { lastRun: OutputOf<'retention.read'>['lastRun'] }) {
  const { timeZone } = useAccount()
  const now = useNow(60_000)
  if (!lastRun)
    return <Note kind="attention">The clean-up has not run yet. It runs once a day.</Note>
  const { day, time } = wallTime(new Date(lastRun.at), timeZone)
  const removed = RETENTION_CLASSES.filter((of) => (lastRun.removed[of] ?? 0) > 0)
    .map((of) => `${retentionWords[of].name}: ${lastRun.removed[of]}`)
    .join(', ')
  return (
    <Note kind="good">
      The last clean-up ran {nearDay(day, wallTime(now, timeZone).day)} at {time}.{' '}
      {removed ? `Deleted: ${removed}.` : 'Nothing was old enough to be deleted.'}
    </Note>
  )
}
