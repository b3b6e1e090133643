import { LANGUAGES, isLanguage } from '../../i18n/languages.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import css from './LanguageSelect.module.css'

/** Each language in its own words, in the browser's own list. */
export function LanguageSelect() {
  const { t, language, choose } = useSpeech()
  return (
    <select
      className={css.select}
      aria-label={t('language.choose')}
      value={language}
      onChange={({ target }) => {
        if (isLanguage(target.value)) choose(target.value)
      }}
    >
      {Object.entries(LANGUAGES).map(([tag, { name }]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  )
}
