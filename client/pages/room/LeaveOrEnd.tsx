import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { useAction } from '../../ui/useAction.ts'
import css from './room.module.css'

/** Two ways out that mean different things, each said before it is done. */
export function LeaveOrEnd({
  call,
  ends,
  onStay,
}: {
  readonly call: Call
  readonly ends: boolean
  readonly onStay: () => void
}) {
  const { t } = useSpeech()
  const end = useAction(call.room.endForAll)
  return (
    <>
      <p>{t(ends ? 'end.hint' : 'leave.hint')}</p>
      {end.error && <Note kind="alarm">{end.error}</Note>}
      <div className={css.answers}>
        <Button kind="primary" onClick={() => void call.leave()}>
          {t('end.leave')}
        </Button>
        {ends && (
          <Button kind="alarm" busy={end.busy} onClick={() => void end.run()}>
            {t('end.all')}
          </Button>
        )}
        <Button kind="quiet" onClick={onStay}>
          {t('end.stay')}
        </Button>
      </div>
    </>
  )
}
