import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseInput } from '../../../server/http/parseInput.ts'

const Person = z.strictObject({
  name: z.string().max(5),
  people: z.array(z.strictObject({ role: z.enum(['host', 'nurse']) })).default([]),
})

const complaint = (raw: unknown): string => {
  try {
    parseInput(Person, raw)
    return 'none'
  } catch (error) {
    return error instanceof Error ? error.message : 'not an error'
  }
}

test('what is right comes through as the schema reads it', () => {
  expect(parseInput(Person, { name: 'Ada' })).toEqual({ name: 'Ada', people: [] })
})

test('what is wrong is named by its place', () => {
  expect(complaint({ name: 'Ada', people: [{ role: 'host' }, { role: 'king' }] })).toContain(
    'people.1.role',
  )
})

test('what was sent is never repeated, not even the name of a made-up field', () => {
  for (const raw of [{ name: 'canary' }, { canary: 1 }, { name: 1, people: [{ role: 'canary' }] }])
    expect(complaint(raw)).toMatch(/^Please check (?:(?!canary).)+\.$/)
})

test('of many wrong fields the first few are named', () => {
  const people = Array.from({ length: 50 }, () => ({ role: 'king' }))
  expect(complaint({ name: 'Ada', people }).split(';')).toHaveLength(3)
})
