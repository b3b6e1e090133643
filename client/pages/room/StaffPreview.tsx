import { useEffect } from 'react'
import { NotifyMe } from '../../features/admit/NotifyMe.tsx'
import { DevicePicker } from '../../features/devices/DevicePicker.tsx'
import { LevelMeter } from '../../features/devices/LevelMeter.tsx'
import { Checks } from '../../features/preview/Checks.tsx'
import { SelfView } from '../../features/preview/SelfView.tsx'
import { Toggles } from '../../features/preview/Toggles.tsx'
import { Troubles } from '../../features/preview/Troubles.tsx'
import { useOwnMedia } from '../../features/preview/useOwnMedia.ts'
import type { Engine } from '../../features/useEngine.ts'
import { useNow } from '../../features/useNow.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { when } from '../../i18n/when.ts'
import { Brand } from '../../ui/Brand.tsx'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Note } from '../../ui/Note.tsx'
import { Page } from '../../ui/Page.tsx'
import { useAction } from '../../ui/useAction.ts'
import css from './StaffPreview.module.css'
import type { Consult } from './useConsult.ts'

const CLOCK_MS = 15_000

/** A look at oneself before the others do, and at whom one is about to meet. */
export function StaffPreview({
  consult,
  engine: { call, local },
  onJoined,
}: {
  readonly consult: Consult
  readonly engine: Engine
  readonly onJoined: () => void
}) {
  const { t } = useSpeech()
  const join = useAction(async () => {
    await call.join()
    onJoined()
  })
  useOwnMedia(local, undefined)
  useEffect(() => {
    // What fails now is told when the person wants to go in.
    call.prepare().catch(() => undefined)
  }, [call])
  return (
    <Page title={t('consult.name')} density="staff" width="wide" bar={<Brand />}>
      <div className={css.columns}>
        <div className={css.column}>
          <SelfView local={local} size="large" />
          <Toggles local={local} />
          <LevelMeter local={local} />
        </div>
        <div className={css.column}>
          <Whom consult={consult} />
          <Checks local={local} />
          <Troubles local={local} />
          {join.error && <Note kind="alarm">{join.error}</Note>}
          <Button kind="primary" size="large" busy={join.busy} onClick={() => void join.run()}>
            {t(join.busy ? 'preview.going' : 'preview.goStaff')}
          </Button>
          <NotifyMe />
          <Card title={t('device.choose')}>
            <DevicePicker local={local} />
          </Card>
          <LinkButton href={`/consults/${consult.consultId}`} kind="quiet">
            {t('consult.page')}
          </LinkButton>
        </div>
      </div>
    </Page>
  )
}

function Whom({ consult }: { readonly consult: Consult }) {
  const { t, locale } = useSpeech()
  const now = useNow(CLOCK_MS)
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const clock = { now, timeZone, locale }
  return (
    <div>
      <h1>{consult.patientName ?? t('consult.erased')}</h1>
      <p>{consult.title}</p>
      <p className={css.when}>{when(new Date(consult.startsAt), consult.timeZone, clock, t)}</p>
    </div>
  )
}
