import { useEffect, useEffectEvent } from 'react'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { timeIn, when } from '../../i18n/when.ts'
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
  return (
    <>
      <h1>{t('early.title')}</h1>
      <p>
        {t('early.text', {
          when: when(new Date(look.startsAt), look.timeZone, { now, timeZone, locale }, t),
          time: timeIn(new Date(look.opensAt), look.timeZone, locale),
        })}
      </p>
      <p>{t('early.stay')}</p>
      <CallClinic centre={look.centreName} phone={look.centrePhone} />
    </>
  )
}
