import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Brand } from '../../ui/Brand.tsx'
import { Button } from '../../ui/Button.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Page } from '../../ui/Page.tsx'
import css from './room.module.css'

/** Out of the room: why, and the ways on. */
export function StaffGone({
  words,
  consultId,
  onAgain,
}: {
  readonly words: string
  readonly consultId: string
  readonly onAgain?: (() => void) | undefined
}) {
  const { t } = useSpeech()
  return (
    <Page title={words} density="staff" width="narrow" bar={<Brand />}>
      <h1>{words}</h1>
      <div className={css.answers}>
        {onAgain && (
          <Button kind="primary" onClick={onAgain}>
            {t('gone.again')}
          </Button>
        )}
        <LinkButton href={`/consults/${consultId}`}>{t('consult.page')}</LinkButton>
        <LinkButton href="/">{t('consult.back')}</LinkButton>
      </div>
    </Page>
  )
}
