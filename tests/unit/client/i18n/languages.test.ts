import { describe, expect, test } from 'vitest'
import { LANGUAGES, localeOf, preferredLanguage } from '../../../../client/i18n/languages.ts'
import { translator } from '../../../../client/i18n/translator.ts'
import type { Words } from '../../../../client/i18n/Words.ts'

const languages = await Promise.all(
  Object.entries(LANGUAGES).map(async ([language, { load }]) => ({
    language,
    words: await load(),
  })),
)
const english = await LANGUAGES.en.load()

/** The placeholders of a text; of all plural forms of a text together. */
function slots(phrase: Words[keyof Words]): readonly string[] {
  const text = typeof phrase === 'string' ? phrase : Object.values(phrase).join(' ')
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name)))].toSorted()
}

function shape(words: Words): unknown[] {
  return Object.entries(words).map(([key, phrase]) => [key, typeof phrase, slots(phrase)])
}

describe.each(languages)('in $language', ({ language, words }) => {
  test('nothing that English says is missing or left over', () => {
    expect(Object.keys(words).toSorted()).toEqual(Object.keys(english).toSorted())
    expect(Object.keys(words).length).toBeGreaterThan(200)
  })

  test('every text has the same things filled in, and counts where English counts', () => {
    expect(shape(words)).toEqual(expect.arrayContaining(shape(english)))
    for (const phrase of Object.values(words))
      expect(slots(phrase).includes('count')).toBe(typeof phrase === 'object')
  })

  test('every plural that the language needs for whole numbers up to a hundred exists', () => {
    const rules = new Intl.PluralRules(language)
    const needed = new Set(Array.from({ length: 101 }, (_, count) => rules.select(count)))
    const phrases = Object.values(words).filter((phrase) => typeof phrase === 'object')
    expect(phrases.length).toBeGreaterThan(0)
    for (const phrase of phrases)
      expect(Object.keys(phrase)).toEqual(expect.arrayContaining([...needed]))
  })
})

test('one minute is not one minutes', () => {
  const t = translator(english, 'en')
  expect(t('waiting.late', { host: 'Dr Weber', count: 1 })).toContain('1 minute late')
  expect(t('waiting.late', { host: 'Dr Weber', count: 20 })).toContain('20 minutes late')
})

test('a name with signs of a placeholder in it is shown as it is', () => {
  expect(translator(english, 'en')('news.left', { name: '{name} $& $1' })).toBe(
    '{name} $& $1 has left.',
  )
})

test('a choice is remembered before the browser is asked, and the unknown is English', () => {
  expect(preferredLanguage('fr', ['de-CH'])).toBe('fr')
  expect(preferredLanguage(null, ['it-IT', 'de-CH', 'en'])).toBe('de')
  expect(preferredLanguage('toString', ['xx'])).toBe('en')
})

test('dates are written as in the reader’s own country, where they read its language; English is Europe’s', () => {
  expect(localeOf('de', ['fr-CH', 'de-AT'])).toBe('de-AT')
  expect(localeOf('en', ['en-US', 'en'])).toBe('en-GB')
  expect(localeOf('fr', ['de-DE'])).toBe('fr')
})
