import { daysBetween, offsetMs, wallTime } from './zonedTime.ts'

const LANGUAGE = 'en-GB'
const MINUTE_MS = 60_000

/** "Sunday 22 November 2026". A calendar day has no zone and must not move by one. */
export function dayWords(day: string): string {
  return new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'full', timeZone: 'UTC' })
    .format(new Date(day))
    .replace(',', '')
}

/** "12 March 1951" */
export function dateWords(day: string): string {
  return new Intl.DateTimeFormat(LANGUAGE, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(day),
  )
}

/** "today", "tomorrow", "yesterday", "Wednesday 25 November": the year only where it is another. */
export function nearDay(day: string, today: string): string {
  const days = daysBetween(today, day)
  if (Math.abs(days) <= 1)
    return new Intl.RelativeTimeFormat(LANGUAGE, { numeric: 'auto' }).format(days, 'day')
  const words = dayWords(day)
  return day.slice(0, 4) === today.slice(0, 4) ? words.replace(/ \d{4}$/, '') : words
}

/** "in 20 minutes", "now", "5 minutes ago", "in 3 hours"; undefined when the day says it better. */
export function fromNow(at: Date, now: Date): string | undefined {
  const minutes = Math.round((at.getTime() - now.getTime()) / MINUTE_MS)
  const words = new Intl.RelativeTimeFormat(LANGUAGE)
  if (minutes === 0) return 'now'
  if (Math.abs(minutes) < 90) return words.format(minutes, 'minute')
  if (Math.abs(minutes) < 12 * 60) return words.format(Math.round(minutes / 60), 'hour')
  return undefined
}

/** "Berlin time (UTC+1)" */
export function zoneWords(timeZone: string, at: Date): string {
  const city = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone
  const minutes = offsetMs(at, timeZone) / MINUTE_MS
  const hours = Math.trunc(Math.abs(minutes) / 60)
  const rest = Math.abs(minutes) % 60
  const offset = minutes === 0 ? '' : `${minutes < 0 ? '−' : '+'}${hours}${rest ? `:${rest}` : ''}`
  return city === 'UTC' ? 'UTC' : `${city} time (UTC${offset})`
}

/** What this reader sees: "today, 14:30, in 20 minutes"; the zone is said where it is not the reader's own clock. */
export function whenWords(
  at: Date,
  timeZone: string,
  reader: { readonly now: Date; readonly timeZone: string },
): string {
  const { day, time } = wallTime(at, timeZone)
  const own = offsetMs(at, reader.timeZone) === offsetMs(at, timeZone)
  const said = own ? time : `${time} ${zoneWords(timeZone, at)}`
  const near = nearDay(day, wallTime(reader.now, timeZone).day)
  return [near, said, fromNow(at, reader.now)].filter(Boolean).join(', ')
}

/** "30 minutes", "1 hour", "1 hour 30 minutes" */
export function lengthWords(minutes: number): string {
  const hours = Math.trunc(minutes / 60)
  const rest = minutes % 60
  return [
    hours ? `${hours} ${hours === 1 ? 'hour' : 'hours'}` : '',
    rest || !hours ? `${rest} ${rest === 1 ? 'minute' : 'minutes'}` : '',
  ]
    .filter(Boolean)
    .join(' ')
}
