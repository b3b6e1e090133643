import {
  ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import type { ConsultRow } from './consultStore.ts'
import { timeInWords } from './timeInWords.ts'

const MINUTE_MS = 60_000

/**
 * A consult as iCalendar (RFC 5545). Calendars are shared with families and employers: no name, no centre, no medical
 * word, and nothing that lets anybody in. Times are in UTC, which needs no zone table; every calendar shows its own zone.
 */
export function consultCalendar(
  consult: Pick<ConsultRow, 'id' | 'starts_at' | 'minutes' | 'time_zone' | 'revision' | 'state'>,
  now: Date,
): string {
  const { starts_at: start, minutes, time_zone: timeZone } = consult
  const calendar = new ICalCalendar({
    prodId: { company: 'Consilium', product: 'Consilium', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    x: [['X-WR-TIMEZONE', timeZone]],
  })
  calendar.createEvent({
    id: `${consult.id}@consilium`,
    sequence: consult.revision,
    stamp: now,
    start,
    end: new Date(start.getTime() + minutes * MINUTE_MS),
    summary: 'Consultation',
    description: `By video, ${timeInWords(start, timeZone)}.`,
    status: consult.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.OPAQUE,
  })
  return calendar.toString()
}
