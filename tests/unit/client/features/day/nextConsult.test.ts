import { expect, test } from 'vitest'
import { isNear, nextConsult } from '../../../../../client/features/day/nextConsult.ts'
import type { ConsultSummary } from '../../../../../shared/api/consults.ts'

const now = new Date('2026-11-22T13:10:00Z')

function consult(title: string, startsAt: string, more: Partial<ConsultSummary> = {}) {
  return {
    consultId: crypto.randomUUID(),
    title,
    patientName: 'Maria Keller',
    startsAt: `2026-11-22T${startsAt}:00.000Z`,
    minutes: 30,
    timeZone: 'Europe/Berlin',
    lateMinutes: 0,
    state: 'planned',
    waiting: 0,
    ...more,
  } satisfies ConsultSummary
}

const titleOfNext = (...consults: readonly ConsultSummary[]) => nextConsult(consults, now)?.title

test('next is the first visit that is not over by the clock', () => {
  const day = [consult('early', '08:00'), consult('at one', '13:00'), consult('at two', '14:00')]
  expect(titleOfNext(...day)).toBe('at one')
})

test('a visit that goes on is next, whatever else was planned', () => {
  const live = consult('goes on', '11:00', { state: 'live' })
  expect(titleOfNext(live, consult('at two', '14:00'))).toBe('goes on')
})

test('a visit that starts later because one is late is still next', () => {
  const late = consult('late', '12:00', { lateMinutes: 60 })
  expect(titleOfNext(late, consult('at two', '14:00'))).toBe('late')
})

test('what is over or cancelled is never next, and somebody who still waits is not forgotten', () => {
  const over = consult('over', '13:00', { state: 'ended' })
  const cancelled = consult('cancelled', '14:00', { state: 'cancelled' })
  expect(titleOfNext(over, cancelled)).toBeUndefined()
  expect(titleOfNext(consult('missed', '10:00', { waiting: 1 }), cancelled)).toBe('missed')
})

test('the room is the next thing from when guests may come in, or while somebody is in it', () => {
  expect(isNear(consult('in an hour', '14:10'), now)).toBe(true)
  expect(isNear(consult('later', '14:11'), now)).toBe(false)
  expect(isNear(consult('later', '14:11', { state: 'live' }), now)).toBe(true)
})
