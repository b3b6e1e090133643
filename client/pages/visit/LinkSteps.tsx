import { CodeEntry } from '../../features/codeEntry/CodeEntry.tsx'
import { CallClinic } from '../../features/visit/CallClinic.tsx'
import { Early } from '../../features/visit/Early.tsx'
import { LinkEnded } from '../../features/visit/LinkEnded.tsx'
import type { VisitStep } from '../../features/visit/visitStep.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import css from './steps.module.css'

/** From the link to the right code. */
export function LinkSteps({
  step,
  onCode,
  onAgain,
}: {
  readonly step: Exclude<VisitStep, { readonly visit: unknown }>
  readonly onCode: (code: string) => Promise<void>
  readonly onAgain: () => void
}) {
  const { t } = useSpeech()
  if (step.at === 'opening') return <Waiting words={t('visit.opening')} />
  if (step.at === 'early') return <Early look={step.look} onOpen={onAgain} />
  if (step.at === 'locked' || step.at === 'over')
    return <LinkEnded why={step.at} look={step.look} />
  if (step.at === 'forgotten') return <output>{t('forget.done')}</output>
  if (step.at === 'code') {
    const { centreName, centrePhone } = step.look
    return (
      <>
        <CodeEntry centreName={centreName} onCode={onCode} />
        <p className={css.quiet}>{t('code.none')}</p>
        <CallClinic centre={centreName} phone={centrePhone} />
      </>
    )
  }
  return (
    <>
      <h1>{t(`${step.at}.title`)}</h1>
      <p>{t(`${step.at}.text`)}</p>
      {step.at === 'unreachable' && (
        <Button kind="primary" size="large" onClick={onAgain}>
          {t('visit.tryAgain')}
        </Button>
      )}
    </>
  )
}
