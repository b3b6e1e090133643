import type { ConsultSummary } from '../../../shared/api/consults.ts'
import { OPENS_BEFORE_MINUTES } from '../../../shared/domain/consult.ts'

const MINUTE_MS = 60_000
const NEAR_MS = OPENS_BEFORE_MINUTES * MINUTE_MS

/** When it really starts: as planned, and so much later. */
export function startOf({ startsAt, lateMinutes }: ConsultSummary): Date {
  return new Date(Date.parse(startsAt) + lateMinutes * MINUTE_MS)
}

export function endOf(consult: ConsultSummary): Date {
  return new Date(startOf(consult).getTime() + consult.minutes * MINUTE_MS)
}

/** Near enough to go in and be ready: from when guests may come. */
export function isNear(consult: ConsultSummary, now: Date): boolean {
  return consult.state === 'live' || startOf(consult).getTime() - now.getTime() <= NEAR_MS
}

export function isOpen({ state }: ConsultSummary): boolean {
  return state === 'planned' || state === 'live'
}

/**
 * The one to turn to: the one that is live; else the first of those that are not over by the clock; else one that was
 * missed and where somebody waits.
 */
export function nextConsult(
  consults: readonly ConsultSummary[],
  now: Date,
): ConsultSummary | undefined {
  const open = consults.filter(isOpen)
  return (
    open.find(({ state }) => state === 'live') ??
    open.find((consult) => endOf(consult) > now) ??
    open.find(({ waiting }) => waiting > 0)
  )
}
