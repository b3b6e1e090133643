import type { Words } from './Words.ts'

/** Each language is fetched when it is chosen, and not before. */
export const LANGUAGES = {
  en: { name: 'English', load: async (): Promise<Words> => (await import('./en.ts')).en },
  de: { name: 'Deutsch', load: async (): Promise<Words> => (await import('./de.ts')).de },
  fr: { name: 'Français', load: async (): Promise<Words> => (await import('./fr.ts')).fr },
} as const

export type Language = keyof typeof LANGUAGES

export function isLanguage(tag: string | null | undefined): tag is Language {
  return typeof tag === 'string' && Object.hasOwn(LANGUAGES, tag)
}

/**
 * How dates are written: as in the reader's own country where they read its language. English is Europe's, as on the pages of
 * staff: many a browser says en-US whose owner was never asked, and 3/12 must not be another day on the next page.
 */
export function localeOf(language: Language, browser: readonly string[]): string {
  if (language === 'en') return 'en-GB'
  return browser.find((tag) => tag.startsWith(`${language}-`)) ?? language
}

/** What was chosen before, else the first of the browser's languages that we speak, else English. */
export function preferredLanguage(chosen: string | null, browser: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen
  return browser.map((tag) => tag.split('-')[0]).find(isLanguage) ?? 'en'
}
