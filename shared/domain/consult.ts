import { AppError } from '../AppError.ts'
import type { ListedRole } from './roles.ts'

/** Where a consult stands: planned, then live, then ended; or cancelled before it ended. */
export const CONSULT_STATES = ['planned', 'live', 'ended', 'cancelled'] as const
export type ConsultState = (typeof CONSULT_STATES)[number]

/** When a consult is meant to take place. */
export interface Schedule {
  readonly startsAt: Date
  readonly minutes: number
}

export interface Standing extends Schedule {
  readonly state: ConsultState
}

export interface Listed {
  readonly staffId: string
  readonly role: ListedRole
}

/** Parts of a consult that its state protects. */
export type ConsultPart = 'time' | 'details' | 'lateness' | 'cancellation'

const MINUTE_MS = 60_000
/** Early enough to try camera and microphone in peace, and to be there before a clinician who is ahead of time. */
export const OPENS_BEFORE_MINUTES = 60
/** Clinics run late, and a visit must not be cut off. */
export const CLOSES_AFTER_MINUTES = 240

/** When guests may come in. It moves with the consult. */
export function guestWindow({ startsAt, minutes }: Schedule): {
  readonly opensAt: Date
  readonly closesAt: Date
} {
  const start = startsAt.getTime()
  return {
    opensAt: new Date(start - OPENS_BEFORE_MINUTES * MINUTE_MS),
    closesAt: new Date(start + (minutes + CLOSES_AFTER_MINUTES) * MINUTE_MS),
  }
}

/**
 * The state that people are told. Live counts only within the guests' window: a room that was tried out the day
 * before has not begun, and one that nobody ended is over.
 */
export function stateAt(consult: Standing, now: Date): ConsultState {
  if (consult.state !== 'live') return consult.state
  const { opensAt, closesAt } = guestWindow(consult)
  if (now < opensAt) return 'planned'
  return now < closesAt ? 'live' : 'ended'
}

const changeable: Readonly<Record<ConsultState, readonly ConsultPart[]>> = {
  planned: ['time', 'details', 'lateness', 'cancellation'],
  live: ['details', 'lateness', 'cancellation'],
  ended: [],
  cancelled: [],
}

/** Throws `conflict` when this part of the consult may no longer change. */
export function assertChangeable(consult: Standing, part: ConsultPart, now: Date): void {
  const state = stateAt(consult, now)
  if (changeable[state].includes(part)) return
  throw new AppError('conflict', REFUSALS[state])
}

/** Whether staff may go into the room: not once it ended or was cancelled, or was missed and not moved. */
export function isEnterable(consult: Standing, now: Date): boolean {
  const state = stateAt(consult, now)
  return (state === 'planned' || state === 'live') && now < guestWindow(consult).closesAt
}

/** Throws `conflict`, with what to do, when the room is closed. */
export function assertEnterable(consult: Standing, now: Date): void {
  if (isEnterable(consult, now)) return
  const state = stateAt(consult, now)
  throw new AppError(
    'conflict',
    state === 'planned'
      ? 'The time of this consult has passed. Move it to a new time.'
      : REFUSALS[state],
  )
}

const REFUSALS: Readonly<Record<ConsultState, string>> = {
  planned: 'This consult has not begun.',
  live: 'This consult has begun, so its time stays. Plan another one for another time.',
  ended: 'This consult is over. Plan a new one.',
  cancelled: 'This consult was cancelled. Plan a new one.',
}

/** Throws `bad_request` for a consult that would be over before it was planned. */
export function assertAhead({ startsAt, minutes }: Schedule, now: Date): void {
  if (startsAt.getTime() + minutes * MINUTE_MS > now.getTime()) return
  throw new AppError('bad_request', 'This time has passed. Choose a later one.')
}

/** The list with one person always on it, as the given role unless `people` says another; somebody hosts. */
export function listWith(people: readonly Listed[], always: Listed): readonly Listed[] {
  const ids = new Set(people.map(({ staffId }) => staffId))
  if (ids.size < people.length)
    throw new AppError('bad_request', 'Somebody is on the list twice. Leave one role for each.')
  const list = ids.has(always.staffId) ? people : [always, ...people]
  if (list.some(({ role }) => role === 'host')) return list
  throw new AppError(
    'bad_request',
    'A consult needs a host. Give one person on the list that role.',
  )
}

/** Who comes, who goes and whose role changes from one list to the next. */
export interface ListChange {
  readonly added: readonly Listed[]
  readonly removed: readonly Listed[]
  readonly altered: readonly Listed[]
}

export function listChange(before: readonly Listed[], after: readonly Listed[]): ListChange {
  const roleBefore = new Map(before.map(({ staffId, role }) => [staffId, role]))
  const stay = new Set(after.map(({ staffId }) => staffId))
  return {
    added: after.filter(({ staffId }) => !roleBefore.has(staffId)),
    removed: before.filter(({ staffId }) => !stay.has(staffId)),
    altered: after.filter(({ staffId, role }) => (roleBefore.get(staffId) ?? role) !== role),
  }
}
