import { describe, expect, test } from 'vitest'
import { AppError } from '../../../shared/AppError.ts'
import {
  assertAhead,
  assertChangeable,
  assertEnterable,
  type ConsultPart,
  type ConsultState,
  guestWindow,
  listChange,
  listWith,
  stateAt,
} from '../../../shared/domain/consult.ts'

const startsAt = new Date('2026-11-22T14:00:00Z')
const at = (time: string): Date => new Date(`2026-11-22T${time}Z`)
const consult = (state: ConsultState) => ({ state, startsAt, minutes: 30 })

test('guests may come from an hour before until four hours after the planned end', () => {
  expect(guestWindow(consult('planned'))).toEqual({
    opensAt: at('13:00:00'),
    closesAt: at('18:30:00'),
  })
})

test('a room that was tried out too early has not begun, and one that nobody ended is over', () => {
  expect(stateAt(consult('live'), at('12:59:59'))).toBe('planned')
  expect(stateAt(consult('live'), at('13:00:00'))).toBe('live')
  expect(stateAt(consult('live'), at('18:29:59'))).toBe('live')
  expect(stateAt(consult('live'), at('18:30:00'))).toBe('ended')
  expect(stateAt(consult('cancelled'), at('14:00:00'))).toBe('cancelled')
})

function may(state: ConsultState, part: ConsultPart): boolean {
  try {
    assertChangeable(consult(state), part, startsAt)
    return true
  } catch (error) {
    expect(error).toMatchObject({ code: 'conflict' })
    return false
  }
}

describe('what may change', () => {
  test('of a planned consult everything may', () => {
    for (const part of ['time', 'details', 'lateness', 'cancellation'] as const)
      expect(may('planned', part)).toBe(true)
  })

  test('of a live one everything but its time may', () => {
    expect(may('live', 'time')).toBe(false)
    expect(may('live', 'details')).toBe(true)
  })

  test('of one that is over nothing may', () => {
    for (const state of ['ended', 'cancelled'] as const)
      for (const part of ['time', 'details', 'lateness', 'cancellation'] as const)
        expect(may(state, part)).toBe(false)
  })
})

test('staff may go in early, but not once it was over or missed', () => {
  expect(() => assertEnterable(consult('planned'), at('06:00:00'))).not.toThrow()
  expect(() => assertEnterable(consult('live'), at('15:00:00'))).not.toThrow()
  expect(() => assertEnterable(consult('planned'), at('18:30:00'))).toThrow('Move it to a new time')
  expect(() => assertEnterable(consult('live'), at('18:30:00'))).toThrow(AppError)
  expect(() => assertEnterable(consult('ended'), at('14:00:00'))).toThrow('over')
  expect(() => assertEnterable(consult('cancelled'), at('14:00:00'))).toThrow('cancelled')
})

test('a consult is planned ahead; one that is going on right now still counts', () => {
  expect(() => assertAhead(consult('planned'), at('14:29:59'))).not.toThrow()
  expect(() => assertAhead(consult('planned'), at('14:30:00'))).toThrow('passed')
})

describe('the list', () => {
  const me = { staffId: 'me', role: 'host' } as const

  test('always has the person who made it', () => {
    expect(listWith([{ staffId: 'nurse', role: 'nurse' }], me)).toEqual([
      me,
      { staffId: 'nurse', role: 'nurse' },
    ])
  })

  test('lets a host step back only when another one hosts', () => {
    const back = { staffId: 'me', role: 'observer' } as const
    expect(() => listWith([back], me)).toThrow('needs a host')
    expect(listWith([back, { staffId: 'other', role: 'host' }], me)).toHaveLength(2)
  })

  test('has nobody twice', () => {
    const nurse = { staffId: 'nurse', role: 'nurse' } as const
    expect(() => listWith([nurse, { ...nurse, role: 'host' }], me)).toThrow('twice')
  })

  test('tells who comes, who goes and whose role changes', () => {
    const nurse = { staffId: 'nurse', role: 'nurse' } as const
    const guest = { staffId: 'guest', role: 'observer' } as const
    const raised = { staffId: 'nurse', role: 'host' } as const
    expect(listChange([me, nurse, guest], [me, raised, { staffId: 'new', role: 'nurse' }])).toEqual(
      {
        added: [{ staffId: 'new', role: 'nurse' }],
        removed: [guest],
        altered: [raised],
      },
    )
  })
})
