import type { Consult } from '../../../shared/api/consults.ts'
import type { ListedRole } from '../../../shared/domain/roles.ts'
import type { BodyOf } from '../../api/send.ts'
import { instantOf, wallTime } from '../../i18n/zonedTime.ts'

export type Plan = BodyOf<'consults.plan'>

export interface DraftPerson {
  readonly staffId: string
  readonly role: ListedRole
}

/** A consult as it stands in the form: what a person types. */
export interface Draft {
  readonly title: string
  readonly patientName: string
  readonly birthDate: string
  readonly phone: string
  readonly day: string
  readonly time: string
  readonly timeZone: string
  readonly minutes: number
  readonly people: readonly DraftPerson[]
}

const QUARTER_MS = 15 * 60_000

/** An empty form, at the next quarter of an hour that is at least one ahead. */
export function emptyDraft(now: Date, timeZone: string, day: string | undefined): Draft {
  const soon = new Date(Math.ceil((now.getTime() + QUARTER_MS) / QUARTER_MS) * QUARTER_MS)
  const wall = wallTime(soon, timeZone)
  return {
    title: '',
    patientName: '',
    birthDate: '',
    phone: '',
    ...(day === undefined || day <= wall.day ? wall : { day, time: '09:00' }),
    timeZone,
    minutes: 30,
    people: [],
  }
}

export function draftOf(consult: Consult): Draft {
  return {
    title: consult.title,
    patientName: consult.patient?.name ?? '',
    birthDate: consult.patient?.birthDate ?? '',
    phone: consult.patient?.phone ?? '',
    ...wallTime(new Date(consult.startsAt), consult.timeZone),
    timeZone: consult.timeZone,
    minutes: consult.minutes,
    people: consult.people.map(({ staffId, role }) => ({ staffId, role })),
  }
}

/** What is sent; undefined while the time is one that no clock there shows. */
export function planOf(draft: Draft): Plan | undefined {
  const startsAt = instantOf(draft, draft.timeZone)
  return (
    startsAt && {
      title: draft.title.trim(),
      startsAt: startsAt.toISOString(),
      minutes: draft.minutes,
      timeZone: draft.timeZone,
      people: [...draft.people],
      patient: {
        name: draft.patientName.trim(),
        birthDate: draft.birthDate,
        phone: draft.phone.trim(),
      },
    }
  )
}

/** Only what differs: of a consult that has begun, the time can no longer be changed, not even to what it is. */
export function changesBetween(before: Plan, after: Plan): Partial<Plan> {
  const differs = (key: keyof Plan) => JSON.stringify(before[key]) !== JSON.stringify(after[key])
  const keys = ['title', 'startsAt', 'minutes', 'timeZone', 'people', 'patient'] as const
  return Object.fromEntries(keys.filter(differs).map((key) => [key, after[key]]))
}
