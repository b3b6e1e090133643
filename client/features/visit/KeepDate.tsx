import { CalendarPlus } from 'lucide-react'
import { useApi } from '../../api/useApi.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { saveFile } from '../../ui/saveFile.ts'
import { useAction } from '../../ui/useAction.ts'

/** The visit as a calendar file. It says when, and nothing that lets anybody in. */
export function KeepDate() {
  const { t } = useSpeech()
  const { callOpen } = useApi()
  const keep = useAction(async () => {
    const { ics } = await callOpen('visits.calendar')
    saveFile('visit.ics', 'text/calendar', ics)
  })
  return (
    <>
      <Button kind="quiet" icon={CalendarPlus} busy={keep.busy} onClick={() => void keep.run()}>
        {t('visit.calendar')}
      </Button>
      {keep.error && <Note kind="alarm">{t('visit.calendarFailed')}</Note>}
    </>
  )
}
