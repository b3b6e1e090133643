import { useNow } from '../../features/useNow.ts'
import type { Visit } from '../../features/visit/visitStep.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { when, yourTime } from '../../i18n/when.ts'
import css from './steps.module.css'

const MINUTE_MS = 60_000

/** "Today, 14:30, in 10 minutes". */
export function VisitTime({ visit }: { readonly visit: Visit }) {
  const { t } = useSpeech()
  const [words, other] = useVisitTime(visit)
  return (
    <>
      <p className={css.when}>{words}</p>
      {visit.lateMinutes > 0 && (
        <p>{t('waiting.late', { host: visit.hostName, count: visit.lateMinutes })}</p>
      )}
      {other && <p className={css.quiet}>{other}</p>}
    </>
  )
}

/** When the visit is, and, for readers in another zone, what their own clock will say. */
export function useVisitTime(visit: Visit): readonly [string, string | undefined] {
  const { t, locale } = useSpeech()
  const now = useNow(MINUTE_MS / 4)
  const clock = { now, locale, timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone }
  const at = new Date(visit.startsAt)
  return [when(at, visit.timeZone, clock, t), yourTime(at, visit.timeZone, clock, t)]
}
