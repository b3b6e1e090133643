const HOUR_MS = 3_600_000
const SECOND_MS = 1000

/** The first and the first-no-longer instant of a calendar day (`2026-11-22`) in an IANA zone: 23 to 25 hours, or none. */
export function dayBounds(
  day: string,
  timeZone: string,
): { readonly from: Date; readonly to: Date } {
  const next = new Date(Date.parse(day) + 24 * HOUR_MS).toISOString().slice(0, 10)
  return { from: startOfDay(day, timeZone), to: startOfDay(next, timeZone) }
}

/** Searched for and not computed: where clocks skip midnight, a day begins at one. No zone is 24 hours off UTC. */
function startOfDay(day: string, timeZone: string): Date {
  const localDay = calendarIn(timeZone)
  let before = Date.parse(day) - 24 * HOUR_MS
  let from = before + 48 * HOUR_MS
  while (from - before > SECOND_MS) {
    const middle = before + Math.floor((from - before) / 2 / SECOND_MS) * SECOND_MS
    if (localDay(middle) < day) before = middle
    else from = middle
  }
  return new Date(from)
}

function calendarIn(timeZone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return (at) => {
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, value]),
    )
    return `${parts['year']?.padStart(4, '0')}-${parts['month']}-${parts['day']}`
  }
}
