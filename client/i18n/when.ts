import type { Translate } from './Words.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export interface Clock {
  readonly now: Date
  /** The zone of whoever reads. */
  readonly timeZone: string
  readonly locale: string
}

/** "Today, 14:30, in 10 minutes", in the zone of the meeting, which is named where the reader's differs. */
export function when(at: Date, timeZone: string, clock: Clock, t: Translate): string {
  const day = dayWords(at, timeZone, clock)
  const time = timeIn(at, timeZone, clock.locale)
  const said = sameClock(at, timeZone, clock.timeZone)
    ? t('when.plain', { day, time })
    : t('when.inZone', { day, time, zone: zoneName(at, timeZone, clock.locale) })
  const relative = relativeWords(at, clock)
  return relative ? t('when.relative', { when: said, relative }) : said
}

/** What the reader's own clock will show, where it differs from the time that `when` says. */
export function yourTime(
  at: Date,
  timeZone: string,
  clock: Clock,
  t: Translate,
): string | undefined {
  if (sameClock(at, timeZone, clock.timeZone)) return undefined
  return t('when.yourTime', { time: timeIn(at, clock.timeZone, clock.locale) })
}

export function timeIn(at: Date, timeZone: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(at)
}

/** A birth date such as `1951-03-12` in words: it has no zone and must not move by one. */
export function dayInWords(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

function dayWords(at: Date, timeZone: string, { now, locale }: Clock): string {
  const days = Math.round((civilDay(at, timeZone) - civilDay(now, timeZone)) / DAY_MS)
  if (Math.abs(days) <= 1)
    return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')
  return new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone,
  }).format(at)
}

/** The calendar day in a zone, as the UTC midnight of the same date. */
function civilDay(at: Date, timeZone: string): number {
  // Sweden writes dates as ISO 8601 does.
  return Date.parse(new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone }).format(at))
}

function relativeWords(at: Date, { now, locale }: Clock): string | undefined {
  const ms = at.getTime() - now.getTime()
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (Math.abs(ms) < HOUR_MS) return words.format(Math.round(ms / MINUTE_MS), 'minute')
  if (Math.abs(ms) < 12 * HOUR_MS) return words.format(Math.round(ms / HOUR_MS), 'hour')
  return undefined
}

function sameClock(at: Date, one: string, other: string): boolean {
  const full = (timeZone: string): string =>
    new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at)
  return full(one) === full(other)
}

function zoneName(at: Date, timeZone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' }).formatToParts(
    at,
  )
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}
