import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, instantOf, offsetMs, wallTime } from '../../../../client/i18n/zonedTime.ts'

const ZONES = ['Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC']

test('a time on the wall and an instant are the same in every zone', () => {
  const minute = fc.integer({ min: 0, max: 200 * 366 * 24 * 60 }).map((minutes) => minutes * 60_000)
  const some = fc.tuple(minute, fc.constantFrom(...ZONES))
  fc.assert(
    fc.property(some, ([sinceStart, timeZone]) => {
      const at = new Date(Date.UTC(1990, 0, 1) + (sinceStart % (40 * 366 * 86_400_000)))
      const wall = wallTime(at, timeZone)
      const found = instantOf(wall, timeZone)
      // In the hour that comes twice, the other of the two is as right.
      expect(found && wallTime(found, timeZone)).toEqual(wall)
    }),
  )
})

test('half past two does not exist in Berlin in the night when summer time begins', () => {
  expect(instantOf({ day: '2026-03-29', time: '02:30' }, 'Europe/Berlin')).toBeUndefined()
  expect(instantOf({ day: '2026-03-29', time: '03:30' }, 'Europe/Berlin')?.toISOString()).toBe(
    '2026-03-29T01:30:00.000Z',
  )
})

test('a day or time that is not one is no instant', () => {
  expect(instantOf({ day: '', time: '10:00' }, 'UTC')).toBeUndefined()
  expect(instantOf({ day: '2026-11-22', time: '' }, 'UTC')).toBeUndefined()
})

test('offsets are those of the day, and days are counted by the calendar', () => {
  expect(offsetMs(new Date('2026-07-01T00:00:00Z'), 'Europe/Berlin')).toBe(7_200_000)
  expect(offsetMs(new Date('2026-01-01T00:00:30Z'), 'Asia/Kathmandu')).toBe(20_700_000)
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
})
