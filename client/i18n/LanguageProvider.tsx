import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { recall, remember } from '../ui/remembered.ts'
import { LANGUAGES, localeOf, preferredLanguage, type Language } from './languages.ts'
import { translator } from './translator.ts'
import type { Translate, Words } from './Words.ts'

export interface Speech {
  readonly language: Language
  /** For dates and numbers. */
  readonly locale: string
  readonly t: Translate
  readonly choose: (language: Language) => void
}

type Loaded = { readonly language: Language; readonly words: Words } | { readonly error: unknown }

const SpeechContext = createContext<Speech | undefined>(undefined)

/** The language of the page: the browser's, until another is chosen, which is remembered. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [wanted, setWanted] = useState<Language>(() =>
    preferredLanguage(recall('language'), navigator.languages),
  )
  const [loaded, setLoaded] = useState<Loaded>()

  useEffect(() => {
    let late = false
    const load = async (): Promise<void> => {
      const next = await LANGUAGES[wanted]
        .load()
        .then((words): Loaded => ({ language: wanted, words }))
        .catch((error: unknown): Loaded => ({ error }))
      // Whoever already reads one language keeps it when another cannot be fetched.
      if (!late) setLoaded((before) => ('words' in next ? next : (before ?? next)))
    }
    void load()
    return () => {
      late = true
    }
  }, [wanted])

  const speech = useMemo<Speech | undefined>(() => {
    if (!loaded || !('words' in loaded)) return undefined
    const { language, words } = loaded
    const choose = (next: Language): void => {
      remember('language', next)
      setWanted(next)
    }
    const locale = localeOf(language, navigator.languages)
    return { language, locale, t: translator(words, language), choose }
  }, [loaded])

  useEffect(() => {
    if (speech) document.documentElement.lang = speech.language
  }, [speech])

  if (loaded && 'error' in loaded) throw loaded.error
  return speech ? <SpeechContext value={speech}>{children}</SpeechContext> : null
}

/** The words of the page, and how to say them. */
export function useSpeech(): Speech {
  const speech = use(SpeechContext)
  if (!speech) throw new Error('useSpeech needs a LanguageProvider above it')
  return speech
}
