import { useEffect, useEffectEvent } from 'react'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { timeIn, when, yourTime } from '../../i18n/when.ts'
import { useNow } from '../useNow.ts'
import { CallClinic } from './CallClinic.tsx'
import type { Look } from './visitStep.ts'

const LOOK_MS = 15_000

/** The link is good, only not yet; when it is time the page goes on by itself. */
export function Early({ look, onOpen }: { readonly look: Look; readonly onOpen: () => void }) {
  const { t, locale } = useSpeech()
  const now = useNow(LOOK_MS)
  const open = now >= new Date(look.opensAt)
  const goOn = useEffectEvent(onOpen)
  useEffect(() => {
    if (!open) return undefined
    goOn()
    // The server's clock decides, and may be a little behind.
    const timer = setInterval(() => goOn(), LOOK_MS)
    return () => clearInterval(timer)
  }, [open])

  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const clock = { now, timeZone, locale }
  const startsAt = new Date(look.startsAt)
  return (
    <>
      <h1>{t('early.title')}</h1>
      <p>
        {t('early.text', {
          when: when(startsAt, look.timeZone, clock, t),
          time: timeIn(new Date(look.opensAt), look.timeZone, locale),
        })}
      </p>
      <p>{yourTime(startsAt, look.timeZone, clock, t)}</p>
      <p>{t('early.stay')}</p>
      <CallClinic centre={look.centreName} phone={look.centrePhone} />
    </>
  )
}
