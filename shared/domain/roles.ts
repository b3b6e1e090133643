/** What a person is in a room. `waiting` is everybody's role until a host admits them. */
export const ROLES = [
  'host',
  'clinician',
  'chair',
  'coordinator',
  'expert',
  'nurse',
  'patient',
  'relative',
  'interpreter',
  'observer',
  'waiting',
] as const
export type Role = (typeof ROLES)[number]

/** What a person with an account is in their centre. */
export const STAFF_ROLES = ['clinician', 'coordinator', 'nurse', 'administrator'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

/** Roles that an invite may give: people without an account. None of them may ever host. */
export const GUEST_ROLES = ['patient', 'relative', 'interpreter', 'expert'] as const
export type GuestRole = (typeof GUEST_ROLES)[number]

/** Roles that a consult's list may give to staff. */
export const LISTED_ROLES = ['host', 'clinician', 'nurse', 'coordinator', 'observer'] as const
export type ListedRole = (typeof LISTED_ROLES)[number]

/** What a role in a room, or on a consult's list, allows there. */
export type RoomPermission =
  | 'join'
  | 'see'
  | 'speak'
  | 'shareScreen'
  | 'raiseHand'
  | 'chat'
  | 'admit'
  | 'moderate'
  | 'takeHost'
  | 'consult.read'
  | 'consult.host'

/** What an account allows in its own centre. */
export type CentrePermission = 'account' | 'consult.plan' | 'centre.administer'

/** `visit` is what a guest's session allows: their own visit, and nothing else. */
export type Permission = RoomPermission | CentrePermission | 'visit'

const guest: readonly RoomPermission[] = ['join', 'see', 'speak', 'raiseHand', 'chat']
const listed: readonly RoomPermission[] = [...guest, 'shareScreen', 'consult.read']
const mayHost: readonly RoomPermission[] = [...listed, 'admit', 'takeHost', 'consult.host']

const inRoom: Readonly<Record<Role, readonly RoomPermission[]>> = {
  host: [...mayHost, 'moderate'],
  chair: [...mayHost, 'moderate'],
  clinician: mayHost,
  coordinator: [...listed, 'admit'],
  nurse: [...listed, 'admit'],
  expert: [...guest, 'shareScreen'],
  patient: guest,
  relative: guest,
  interpreter: guest,
  observer: ['join', 'see', 'consult.read'],
  waiting: ['join'],
}

const inCentre: Readonly<Record<StaffRole, readonly CentrePermission[]>> = {
  clinician: ['account', 'consult.plan'],
  coordinator: ['account', 'consult.plan'],
  nurse: ['account', 'consult.plan'],
  administrator: ['account', 'centre.administer'],
}

/** Whether this role, in the room or on the list that is asked about, allows it. */
export function can(role: Role, permission: RoomPermission): boolean {
  return inRoom[role].includes(permission)
}

/** Whether an account with these roles allows it in its own centre. */
export function canInCentre(roles: readonly StaffRole[], permission: CentrePermission): boolean {
  return roles.some((role) => inCentre[role].includes(permission))
}

/** The permissions that are about one consult: they come from its list, never from an account's role. */
export function isConsultPermission(
  permission: Permission,
): permission is 'consult.read' | 'consult.host' {
  return permission === 'consult.read' || permission === 'consult.host'
}
