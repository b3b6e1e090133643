import type { GuestRole, ListedRole, StaffRole } from '../../shared/domain/roles.ts'

/** Roles as staff read them. */
export const roleWords: Readonly<Record<StaffRole | GuestRole | ListedRole, string>> = {
  host: 'Leads the consult',
  clinician: 'Clinician',
  coordinator: 'Coordinator',
  nurse: 'Nurse',
  administrator: 'Administrator',
  observer: 'Observer',
  patient: 'Patient',
  relative: 'Relative',
  interpreter: 'Interpreter',
  expert: 'Outside expert',
}
