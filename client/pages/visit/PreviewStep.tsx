import { useEffect, useState } from 'react'
import { AppError } from '../../../shared/AppError.ts'
import type { LocalMedia } from '../../call/LocalMedia.ts'
import { DevicePicker } from '../../features/devices/DevicePicker.tsx'
import { LevelMeter } from '../../features/devices/LevelMeter.tsx'
import { Checks } from '../../features/preview/Checks.tsx'
import { SelfView } from '../../features/preview/SelfView.tsx'
import { Toggles } from '../../features/preview/Toggles.tsx'
import { Troubles } from '../../features/preview/Troubles.tsx'
import { useOwnMedia, type TurnedOff } from '../../features/preview/useOwnMedia.ts'
import type { Engine } from '../../features/useEngine.ts'
import { KeepDate } from '../../features/visit/KeepDate.tsx'
import type { Visit } from '../../features/visit/visitStep.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Note } from '../../ui/Note.tsx'
import css from './steps.module.css'
import { VisitTime } from './VisitTime.tsx'

/** Camera and microphone are looked at, and nobody else sees or hears anything yet. */
export function PreviewStep({
  visit,
  engine: { call, local },
  turnedOff,
  onJoined,
}: {
  readonly visit: Visit
  readonly engine: Engine
  readonly turnedOff: TurnedOff | undefined
  readonly onJoined: () => void
}) {
  const { t } = useSpeech()
  const [busy, setBusy] = useState(false)
  const [wrong, setWrong] = useState<Wrong>()
  useOwnMedia(local, turnedOff)
  useEffect(() => {
    // What fails now is told when the person wants to go in.
    call.prepare().catch(() => undefined)
  }, [call])

  const join = async (): Promise<void> => {
    setBusy(true)
    setWrong(undefined)
    await call.join().then(onJoined, (error: unknown) => setWrong(wordsOf(AppError.from(error))))
    setBusy(false)
  }
  return (
    <>
      <div>
        <h1>{t('visit.titleWith', { host: visit.hostName })}</h1>
        <VisitTime visit={visit} />
      </div>
      <SelfView local={local} size="large" />
      <Toggles local={local} />
      <Troubles local={local} />
      <Check local={local} />
      {wrong && <Note kind="alarm">{t(wrong)}</Note>}
      <Button kind="primary" size="large" busy={busy} onClick={() => void join()}>
        {t(busy ? 'preview.going' : 'preview.go')}
      </Button>
      <p className={css.quiet}>
        {visit.phoneEnding !== null &&
          `${t('preview.phone', { host: visit.hostName, ending: visit.phoneEnding })} `}
        {t('preview.private', { host: visit.hostName })}
      </p>
      {visit.state === 'planned' && <KeepDate />}
    </>
  )
}

/** What comes across, and what to turn when it does not. */
function Check({ local }: { readonly local: LocalMedia }) {
  const { t } = useSpeech()
  return (
    <Card>
      <LevelMeter local={local} />
      <Checks local={local} />
      <details className={css.details}>
        <summary>{t('preview.wrong')}</summary>
        <DevicePicker local={local} />
      </details>
    </Card>
  )
}

type Wrong = 'unreachable.text' | 'join.notNow' | 'revoked.text'

function wordsOf({ code }: AppError): Wrong {
  if (code === 'conflict' || code === 'too_many_requests') return 'join.notNow'
  const noMore = code === 'unauthenticated' || code === 'forbidden' || code === 'gone'
  return noMore ? 'revoked.text' : 'unreachable.text'
}
