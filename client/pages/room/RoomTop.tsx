import { Lock } from 'lucide-react'
import type { Call } from '../../call/Call.ts'
import { SecurityBadge } from '../../features/security/SecurityBadge.tsx'
import { useNow } from '../../features/useNow.ts'
import { useStore } from '../../features/useStore.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { dayInWords } from '../../i18n/when.ts'
import { Icon } from '../../ui/Icon.tsx'
import css from './room.module.css'
import type { Consult } from './useConsult.ts'

const SECOND_MS = 1000

/** Whom this is about, and for how long already. */
export function RoomTop({ consult, call }: { readonly consult: Consult; readonly call: Call }) {
  const { t, locale } = useSpeech()
  const state = useStore(call.state)
  const { patient, patientName, title } = consult
  return (
    <>
      <b className={css.patient}>{patientName ?? title}</b>
      {patient && (
        <span className={css.quiet}>
          {t('consult.born', { date: dayInWords(patient.birthDate, locale) })}
        </span>
      )}
      {state?.locked && (
        <span className={css.locked}>
          <Icon of={Lock} />
          {t('consult.locked')}
        </span>
      )}
      <SecurityBadge call={call} />
      {state && <Clock since={new Date(state.startedAt)} />}
    </>
  )
}

function Clock({ since }: { readonly since: Date }) {
  const { t } = useSpeech()
  const now = useNow(SECOND_MS)
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / SECOND_MS))
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return (
    <span className={css.clock} title={t('consult.duration')}>
      {hours > 0 ? `${hours}:${two(minutes)}` : minutes}:{two(seconds % 60)}
    </span>
  )
}

function two(part: number): string {
  return String(part).padStart(2, '0')
}
