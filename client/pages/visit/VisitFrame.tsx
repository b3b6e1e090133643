import type { ReactNode } from 'react'
import { LanguageSelect } from '../../features/language/LanguageSelect.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Brand } from '../../ui/Brand.tsx'
import { Page } from '../../ui/Page.tsx'
import css from './steps.module.css'

/** One thing at a time, in large type. */
export function VisitFrame({ children }: { readonly children: ReactNode }) {
  const { t } = useSpeech()
  return (
    <Page
      title={t('visit.title')}
      skipLabel={t('page.skip')}
      density="guest"
      width="narrow"
      bar={
        <>
          <Brand />
          <div className={css.language}>
            <LanguageSelect />
          </div>
        </>
      }
    >
      {children}
    </Page>
  )
}
