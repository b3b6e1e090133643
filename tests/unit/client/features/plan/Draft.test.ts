import { expect, test } from 'vitest'
import {
  changesBetween,
  draftOf,
  emptyDraft,
  planOf,
} from '../../../../../client/features/plan/Draft.ts'
import type { Consult } from '../../../../../shared/api/consults.ts'

const host = {
  staffId: '0b7c6a52-8d0b-4c60-9d5d-6f6f3c0a1d11',
  name: 'Dr Weber',
  role: 'host' as const,
}
const consult: Consult = {
  consultId: '0b7c6a52-8d0b-4c60-9d5d-6f6f3c0a1d12',
  title: 'Follow-up',
  patientName: 'Maria Keller',
  startsAt: '2026-11-22T13:30:00.000Z',
  minutes: 25,
  timeZone: 'Europe/Berlin',
  lateMinutes: 10,
  state: 'live',
  waiting: 0,
  patient: { name: 'Maria Keller', birthDate: '1951-03-12', phone: '+49 30 1' },
  people: [host],
  invites: [],
  checks: [],
}

function planned(draft: ReturnType<typeof draftOf>) {
  const plan = planOf(draft)
  if (!plan) throw new Error('this draft has a time')
  return plan
}

test('a consult that is opened and saved unchanged changes nothing', () => {
  const before = planned(draftOf(consult))
  expect(before.startsAt).toBe(consult.startsAt)
  expect(changesBetween(before, planned(draftOf(consult)))).toEqual({})
})

test('only what was changed is sent: the time of a visit that goes on cannot be, not even to what it is', () => {
  const draft = draftOf(consult)
  const after = planned({ ...draft, title: ' Results ', people: [] })
  expect(changesBetween(planned(draft), after)).toEqual({ title: 'Results', people: [] })
})

test('a new visit begins at the next quarter of an hour that can be kept', () => {
  const now = new Date('2026-11-22T13:07:00Z')
  expect(emptyDraft(now, 'Europe/Berlin', undefined)).toMatchObject({
    day: '2026-11-22',
    time: '14:30',
  })
  expect(emptyDraft(now, 'Europe/Berlin', '2026-11-25')).toMatchObject({
    day: '2026-11-25',
    time: '09:00',
  })
  expect(emptyDraft(now, 'Europe/Berlin', '2026-11-01')).toMatchObject({ day: '2026-11-22' })
})

test('a time that the clocks skip makes no plan', () => {
  const draft = { ...draftOf(consult), day: '2027-03-28', time: '02:30' }
  expect(planOf(draft)).toBeUndefined()
})
