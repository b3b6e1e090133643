import type { StaffRole } from '../../shared/domain/roles.ts'

/** Fixed, so that a later start knows its own work again. */
export const DEMO_CENTRE = {
  id: '6f0d3c7e-5b0a-4c57-9d3e-1a5e0c9b7d42',
  name: 'Lindenhof Cancer Centre',
  timeZone: 'Europe/Berlin',
  phone: '+49 30 5550100',
} as const

interface DemoStaff {
  readonly name: string
  readonly email: string
  readonly roles: readonly StaffRole[]
}

/** The one who plans the demo's consults, and whose sign-in `npm start` prints. */
export const DEMO_HOST: DemoStaff = {
  name: 'Dr Anna Weber',
  email: 'anna.weber@lindenhof.example',
  roles: ['clinician', 'administrator'],
}

export const DEMO_COLLEAGUES: readonly DemoStaff[] = [
  { name: 'Dr Jonas Brandt', email: 'jonas.brandt@lindenhof.example', roles: ['clinician'] },
  { name: 'Mira Novak', email: 'mira.novak@lindenhof.example', roles: ['nurse'] },
  { name: 'Paul Lindner', email: 'paul.lindner@lindenhof.example', roles: ['coordinator'] },
]

export const DEMO_PATIENT = {
  name: 'Maria Keller',
  birthDate: '1951-03-12',
  phone: '+49 30 5550142',
} as const

export const TOMORROWS_PATIENT = {
  name: 'Thomas Vogel',
  birthDate: '1948-09-30',
  phone: '+49 30 5550177',
} as const
