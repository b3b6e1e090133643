import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { CallClinic } from './CallClinic.tsx'
import type { Look } from './visitStep.ts'

/** The link cannot be used any more: why, and whom to call. */
export function LinkEnded({ why, look }: { readonly why: 'locked' | 'over'; readonly look: Look }) {
  const { t } = useSpeech()
  return (
    <>
      <h1>{t(`${why}.title`)}</h1>
      <p>{t(`${why}.text`)}</p>
      <CallClinic centre={look.centreName} phone={look.centrePhone} />
    </>
  )
}
