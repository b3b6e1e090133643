import type { Plural, Translate, Words } from './Words.ts'

/** Makes the function that speaks one language. */
export function translator(words: Words, language: string): Translate {
  const plurals = new Intl.PluralRules(language)
  const choose = (phrase: string | Plural, count: unknown): string =>
    typeof phrase === 'string' ? phrase : (phrase[plurals.select(Number(count))] ?? phrase.other)

  return (key, ...[values]) => {
    const named: Readonly<Record<string, unknown>> = values ?? {}
    return choose(words[key], named['count']).replace(/\{(\w+)\}/g, (_, name: string) =>
      String(named[name]),
    )
  }
}
