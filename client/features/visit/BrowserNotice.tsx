import { useState } from 'react'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import type { BrowserGap } from './browserGap.ts'

/** Said before anything is asked: this browser cannot do it, and which one can. */
export function BrowserNotice({
  gap,
  link,
}: {
  readonly gap: BrowserGap
  readonly link: string | undefined
}) {
  const { t } = useSpeech()
  const [copied, setCopied] = useState<'yes' | 'no'>()
  const copy = async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied('yes')
    } catch {
      setCopied('no')
    }
  }
  return (
    <>
      <h1>{t('browser.title')}</h1>
      <p>{t(`browser.${gap}`)}</p>
      {link && gap !== 'insecure' && (
        <Button kind="primary" size="large" onClick={() => void copy(link)}>
          {t('browser.copy')}
        </Button>
      )}
      <p aria-live="polite">
        {copied && t(copied === 'yes' ? 'browser.copied' : 'browser.copyFailed')}
      </p>
    </>
  )
}
