const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** A clock on the wall: a calendar day (`2026-11-22`) and a time (`14:30`), in a zone that is said beside it. */
export interface WallTime {
  readonly day: string
  readonly time: string
}

/** What a clock in that zone shows at that instant. */
export function wallTime(at: Date, timeZone: string): WallTime {
  // Sweden writes dates as ISO 8601 does.
  const [day = '', time = ''] = new Intl.DateTimeFormat('sv', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone,
  })
    .format(at)
    .split(' ')
  return { day, time }
}

/** The instant when a clock in that zone shows this; undefined when it never does, as in the hour that summer time skips. */
export function instantOf({ day, time }: WallTime, timeZone: string): Date | undefined {
  const asUtc = Date.parse(`${day}T${time}Z`)
  if (Number.isNaN(asUtc)) return undefined
  // The offset is taken twice, since the first guess may lie on the other side of a change of clocks.
  let at = asUtc
  for (let round = 0; round < 2; round += 1) at = asUtc - offsetMs(new Date(at), timeZone)
  const shown = wallTime(new Date(at), timeZone)
  return shown.day === day && shown.time === time.slice(0, 5) ? new Date(at) : undefined
}

/** How far the zone is ahead of UTC at that instant. */
export function offsetMs(at: Date, timeZone: string): number {
  const { day, time } = wallTime(at, timeZone)
  return Date.parse(`${day}T${time}Z`) - Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Whole days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}
