import type { Over } from '../../call/phase.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { CallClinic } from './CallClinic.tsx'
import css from './Afterwards.module.css'
import { mayComeBack, type Visit } from './visitStep.ts'

/** How it ended, and what can be done about it. */
export function Afterwards({
  visit,
  why,
  hasLink,
  onBack,
  onAgain,
  onForget,
}: {
  readonly visit: Visit
  readonly why: Over
  /** The page still knows its link, so that a device that was left can take over again. */
  readonly hasLink: boolean
  readonly onBack: () => void
  readonly onAgain: () => void
  readonly onForget: () => void
}) {
  const { t } = useSpeech()
  const how = why === 'restarting' ? 'failed' : why
  return (
    <>
      <h1>{t(`${how}.title`)}</h1>
      <p>{t(`${how}.text`, { host: visit.hostName })}</p>
      {mayComeBack(why) && (
        <Button kind="primary" size="large" onClick={onBack}>
          {t(why === 'left' ? 'left.back' : 'visit.tryAgain')}
        </Button>
      )}
      {why === 'moved' &&
        (hasLink ? (
          <Button onClick={onAgain}>{t('moved.here')}</Button>
        ) : (
          <p>{t('moved.hereLink')}</p>
        ))}
      {why === 'ended' && visit.centrePhone !== null && (
        <p>{t('ended.mistake', { centre: visit.centreName })}</p>
      )}
      {why !== 'moved' && <CallClinic centre={visit.centreName} phone={visit.centrePhone} />}
      {why === 'ended' && (
        <p className={css.forget}>
          {t('forget.question')}{' '}
          <Button kind="quiet" onClick={onForget}>
            {t('forget.do')}
          </Button>
        </p>
      )}
    </>
  )
}
