import { expect, test } from 'vitest'
import { de } from '../../../../client/i18n/de.ts'
import { en } from '../../../../client/i18n/en.ts'
import { translator } from '../../../../client/i18n/translator.ts'
import { dayInWords, when, yourTime, type Clock } from '../../../../client/i18n/when.ts'

const t = translator(en, 'en')
const clock = (now: string, change: Partial<Clock> = {}): Clock => ({
  now: new Date(now),
  timeZone: 'Europe/Berlin',
  locale: 'en-GB',
  ...change,
})
const at = new Date('2026-11-22T13:30:00Z')

test('a visit in ten minutes is today, and says so', () => {
  expect(when(at, 'Europe/Berlin', clock('2026-11-22T13:20:00Z'), t)).toBe(
    'today, 14:30, in 10 minutes',
  )
})

test('the words are those of the language', () => {
  const german = clock('2026-11-21T23:30:00Z', { locale: 'de' })
  expect(when(at, 'Europe/Berlin', german, translator(de, 'de'))).toBe('heute, 14:30 Uhr')
  expect(
    when(
      at,
      'Europe/Berlin',
      clock('2026-11-21T22:30:00Z', { locale: 'de' }),
      translator(de, 'de'),
    ),
  ).toBe('morgen, 14:30 Uhr')
})

test('a day further away is named, without "in 96 hours"', () => {
  expect(when(at, 'Europe/Berlin', clock('2026-11-18T10:00:00Z'), t)).toBe(
    'Sunday 22 November, 14:30',
  )
})

test('who reads in another zone is told the zone, and what their clock will say', () => {
  const lisbon = clock('2026-11-22T13:20:00Z', { timeZone: 'Europe/Lisbon' })
  expect(when(at, 'Europe/Berlin', lisbon, t)).toBe(
    'today, 14:30 Central European Standard Time, in 10 minutes',
  )
  expect(yourTime(at, 'Europe/Berlin', lisbon, t)).toContain('13:30')
})

test('zones with the same clock are not told apart', () => {
  const zurich = clock('2026-11-22T13:20:00Z', { timeZone: 'Europe/Zurich' })
  expect(when(at, 'Europe/Berlin', zurich, t)).toBe('today, 14:30, in 10 minutes')
  expect(yourTime(at, 'Europe/Berlin', zurich, t)).toBeUndefined()
})

test('midnight in the zone of the visit decides what today is', () => {
  const late = new Date('2026-11-22T23:15:00Z')
  expect(when(late, 'Europe/Berlin', clock('2026-11-22T22:50:00Z'), t)).toContain('tomorrow, 00:15')
})

test('a birth date does not move with the zone', () => {
  expect(dayInWords('1951-03-12', 'en-GB')).toBe('12 March 1951')
})
