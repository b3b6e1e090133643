import { expect, test } from 'vitest'
import {
  dateWords,
  dayWords,
  fromNow,
  lengthWords,
  nearDay,
  whenWords,
  zoneWords,
} from '../../../../client/i18n/staffTimes.ts'

const now = new Date('2026-11-22T13:10:00Z')
const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const berlin = { now, timeZone: 'Europe/Berlin' }

test('a visit is told by day, time and how far away it is', () => {
  expect(whenWords(inMinutes(20), 'Europe/Berlin', berlin)).toBe('today, 14:30, in 20 minutes')
  expect(whenWords(inMinutes(24 * 60), 'Europe/Berlin', berlin)).toBe('tomorrow, 14:10')
  expect(whenWords(inMinutes(5 * 24 * 60), 'Europe/Berlin', berlin)).toBe(
    'Friday 27 November, 14:10',
  )
})

test('whose clock is meant is said only to those with another', () => {
  const paris = { now, timeZone: 'Europe/Paris' }
  const lisbon = { now, timeZone: 'Europe/Lisbon' }
  expect(whenWords(inMinutes(20), 'Europe/Berlin', paris)).toBe('today, 14:30, in 20 minutes')
  expect(whenWords(inMinutes(20), 'Europe/Berlin', lisbon)).toBe(
    'today, 14:30 Berlin time (UTC+1), in 20 minutes',
  )
})

test('the day is that of the visit, not that of whoever reads', () => {
  const tokyo = { now: new Date('2026-11-22T16:00:00Z'), timeZone: 'Asia/Tokyo' }
  expect(whenWords(new Date('2026-11-22T18:00:00Z'), 'Europe/Berlin', tokyo)).toBe(
    'today, 19:00 Berlin time (UTC+1), in 2 hours',
  )
})

test('what is near is told in minutes, then in hours, and not at all from far away', () => {
  expect(fromNow(inMinutes(0), now)).toBe('now')
  expect(fromNow(inMinutes(-1), now)).toBe('1 minute ago')
  expect(fromNow(inMinutes(89), now)).toBe('in 89 minutes')
  expect(fromNow(inMinutes(120), now)).toBe('in 2 hours')
  expect(fromNow(inMinutes(13 * 60), now)).toBeUndefined()
})

test('days and lengths are words', () => {
  expect(dayWords('2026-11-22')).toBe('Sunday 22 November 2026')
  expect(dateWords('1951-03-12')).toBe('12 March 1951')
  expect(nearDay('2026-11-21', '2026-11-22')).toBe('yesterday')
  expect(nearDay('2027-01-04', '2026-11-22')).toBe('Monday 4 January 2027')
  expect([5, 60, 90, 121].map(lengthWords)).toEqual([
    '5 minutes',
    '1 hour',
    '1 hour 30 minutes',
    '2 hours 1 minute',
  ])
})

test('a zone is its city and how far it is from UTC at that time', () => {
  expect(zoneWords('Europe/Berlin', new Date('2026-07-01T00:00:00Z'))).toBe('Berlin time (UTC+2)')
  expect(zoneWords('America/St_Johns', now)).toBe('St Johns time (UTC−3:30)')
  expect(zoneWords('Europe/Lisbon', now)).toBe('Lisbon time (UTC)')
  expect(zoneWords('UTC', now)).toBe('UTC')
})
