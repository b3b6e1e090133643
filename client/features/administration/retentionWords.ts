import type { RetentionClass } from '../../../shared/domain/retention.ts'

/** What each class of data is, for whoever decides how long it is kept. */
export const retentionWords: Readonly<
  Record<RetentionClass, { readonly name: string; readonly what: string }>
> = {
  patientData: {
    name: 'Patients’ data',
    what: 'Name, birth date, phone and titles. After a consult’s end they become unreadable for ever.',
  },
  consults: {
    name: 'Consults',
    what: 'That a consult took place, when and with whom of the staff, and what was ticked at the start.',
  },
  invites: { name: 'Invitations', what: 'Links and codes of guests, after the consult’s end.' },
  sessions: { name: 'Sign-ins', what: 'When somebody signed in and until when, after it ended.' },
  audit: { name: 'Audit log', what: 'Who did what and when, by ids only.' },
}

const YEAR_DAYS = 365

/** "90 days", "10 years" */
export function daysWords(days: number): string {
  if (days >= YEAR_DAYS && days % YEAR_DAYS === 0) {
    const years = days / YEAR_DAYS
    return years === 1 ? '1 year' : `${years} years`
  }
  return days === 1 ? '1 day' : `${days} days`
}
