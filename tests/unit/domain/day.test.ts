import { expect, test } from 'vitest'
import { dayBounds } from '../../../shared/domain/day.ts'

const HOUR_MS = 3_600_000

function bounds(day: string, zone: string): readonly [string, string, number] {
  const { from, to } = dayBounds(day, zone)
  return [from.toISOString(), to.toISOString(), (to.getTime() - from.getTime()) / HOUR_MS]
}

test('a day in Berlin begins at 23:00 UTC in winter and at 22:00 in summer', () => {
  expect(bounds('2026-11-22', 'Europe/Berlin')).toEqual([
    '2026-11-21T23:00:00.000Z',
    '2026-11-22T23:00:00.000Z',
    24,
  ])
  expect(bounds('2026-07-01', 'Europe/Berlin')[0]).toBe('2026-06-30T22:00:00.000Z')
})

test('the days on which the clocks change have 23 and 25 hours', () => {
  expect(bounds('2026-03-29', 'Europe/Berlin')[2]).toBe(23)
  expect(bounds('2026-10-25', 'Europe/Berlin')[2]).toBe(25)
})

test('where the clocks skip midnight, the day begins at one', () => {
  expect(bounds('2026-04-24', 'Africa/Cairo')).toEqual([
    '2026-04-23T22:00:00.000Z',
    '2026-04-24T21:00:00.000Z',
    23,
  ])
})

test('where midnight comes twice, the day begins with the first', () => {
  expect(bounds('2025-11-02', 'America/Havana')).toEqual([
    '2025-11-02T04:00:00.000Z',
    '2025-11-03T05:00:00.000Z',
    25,
  ])
})

test('zones far from UTC and with odd minutes have their days too', () => {
  expect(bounds('2026-11-22', 'Pacific/Kiritimati')[0]).toBe('2026-11-21T10:00:00.000Z')
  expect(bounds('2026-11-22', 'Pacific/Niue')[0]).toBe('2026-11-22T11:00:00.000Z')
  expect(bounds('2026-11-22', 'Asia/Kathmandu')[0]).toBe('2026-11-21T18:15:00.000Z')
})

test('a day that a zone left out has no hours', () => {
  expect(bounds('2011-12-30', 'Pacific/Apia')[2]).toBe(0)
})

test('the first and the last day that can be written do no harm', () => {
  for (const day of ['0000-01-01', '9999-12-31']) {
    const { from, to } = dayBounds(day, 'America/St_Johns')
    expect(Number.isNaN(from.getTime() + to.getTime())).toBe(false)
  }
})
