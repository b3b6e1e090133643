import type { en } from './en.ts'

type English = typeof en
export type WordKey = keyof English

/** One text for each plural category of a language (`Intl.PluralRules`); `other` always exists. */
export type Plural = { readonly other: string } & {
  readonly [category in Exclude<Intl.LDMLPluralRule, 'other'>]?: string
}

/** What another language must have for a part of English. */
export type WordsOf<E> = { readonly [K in keyof E]: E[K] extends string ? string : Plural }

/** All words of one language. */
export type Words = WordsOf<English>

type Slot<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Slot<Rest> : never
type TextOf<P> = P extends { readonly other: infer S } ? S : P

/** The placeholders of a text by name, as English has them. */
export type Values<K extends WordKey> = {
  readonly [Name in Slot<TextOf<English[K]>>]: Name extends 'count' ? number : string
}

/** The text of a key in the chosen language; the values only where it has placeholders. */
export type Translate = <K extends WordKey>(
  key: K,
  ...values: keyof Values<K> extends never ? [] : [Values<K>]
) => string
