import { z } from 'zod'
import { CONSULT_STATES } from '../domain/consult.ts'
import { RtpCapabilities } from '../protocol/media.ts'
import { GUEST_ROLES, LISTED_ROLES } from '../domain/roles.ts'
import { route } from './contract.ts'
import {
  Day,
  Email,
  Id,
  Instant,
  NoBody,
  NoParams,
  Nothing,
  PersonName,
  Phone,
  TimeZone,
} from './fields.ts'

const OneConsult = z.strictObject({ consultId: Id })
const OneInvite = z.strictObject({ consultId: Id, inviteId: Id })

const Listed = z.strictObject({ staffId: Id, role: z.enum(LISTED_ROLES) })
const Patient = z.strictObject({ name: PersonName, birthDate: Day, phone: Phone })

export const ConsultState = z.enum(CONSULT_STATES)
export type ConsultState = z.infer<typeof ConsultState>

export const InviteView = z.object({
  inviteId: Id,
  role: z.enum(GUEST_ROLES),
  name: z.string(),
  /** `locked`: five wrong codes; a new invite must be issued. */
  state: z.enum(['open', 'locked', 'revoked', 'over']),
  opensAt: Instant,
  closesAt: Instant,
  link: z.string(),
  code: z.string(),
  openedAt: Instant.nullable(),
  /** Whether a secret that only browsers know was sealed to those who may host: else the guest cannot be verified by it. */
  hasSecret: z.boolean(),
})
export type InviteView = z.infer<typeof InviteView>

export const ConsultSummary = z.object({
  consultId: Id,
  title: z.string(),
  /** Null once the patient's data was erased. */
  patientName: z.string().nullable(),
  startsAt: Instant,
  minutes: z.number().int(),
  timeZone: z.string(),
  lateMinutes: z.number().int(),
  state: ConsultState,
  /** People in the waiting room now. */
  waiting: z.number().int(),
})
export type ConsultSummary = z.infer<typeof ConsultSummary>

export const Consult = ConsultSummary.extend({
  patient: z.object({ name: z.string(), birthDate: z.string(), phone: z.string() }).nullable(),
  people: z.array(z.object({ staffId: Id, name: z.string(), role: z.enum(LISTED_ROLES) })),
  invites: z.array(InviteView),
  checks: z.array(
    z.object({
      at: Instant,
      by: z.string(),
      identityConfirmed: z.boolean(),
      othersKnown: z.boolean(),
      consentGiven: z.boolean(),
    }),
  ),
})
export type Consult = z.infer<typeof Consult>

const Plan = z.strictObject({
  title: z.string().trim().min(1).max(120),
  startsAt: Instant,
  minutes: z.number().int().min(5).max(480),
  timeZone: TimeZone,
  people: z.array(Listed).max(20),
  patient: Patient,
})

/** A clinician's day: planning consults, and letting people in by invites. */
export const consults = {
  'consults.list': route({
    method: 'get',
    path: '/consults',
    needs: 'consult.plan',
    summary: 'The consults of one day, in the given zone, on whose list the caller is.',
    params: z.strictObject({ day: Day, timeZone: TimeZone }),
    body: NoBody,
    output: z.array(ConsultSummary),
  }),
  'consults.plan': route({
    method: 'post',
    path: '/consults',
    needs: 'consult.plan',
    summary: 'Plan a consult. The caller hosts it; the patient gets an invite.',
    params: NoParams,
    body: Plan,
    output: z.object({ consultId: Id }),
  }),
  'consults.read': route({
    method: 'get',
    path: '/consults/:consultId',
    needs: 'consult.read',
    summary: 'One consult with its people; for those who may host, also its invites.',
    params: OneConsult,
    body: NoBody,
    output: Consult,
  }),
  'consults.change': route({
    method: 'patch',
    path: '/consults/:consultId',
    needs: 'consult.host',
    summary: 'Change a consult that has not ended. People taken off the list lose access at once.',
    params: OneConsult,
    body: Plan.partial(),
    output: Nothing,
  }),
  'consults.late': route({
    method: 'post',
    path: '/consults/:consultId/late',
    needs: 'consult.host',
    summary: 'Tell those who wait that it starts so many minutes later; 0 takes it back.',
    params: OneConsult,
    body: z.strictObject({ minutes: z.number().int().min(0).max(240) }),
    output: Nothing,
  }),
  'consults.cancel': route({
    method: 'delete',
    path: '/consults/:consultId',
    needs: 'consult.host',
    summary: 'Cancel: the invites end and the room closes.',
    params: OneConsult,
    body: NoBody,
    output: Nothing,
  }),
  'consults.calendar': route({
    method: 'get',
    path: '/consults/:consultId/calendar',
    needs: 'consult.read',
    summary: 'The consult as iCalendar (RFC 5545), without a medical word or a link of the guest.',
    params: OneConsult,
    body: NoBody,
    output: z.object({ ics: z.string() }),
  }),
  'consults.check': route({
    method: 'post',
    path: '/consults/:consultId/checks',
    needs: 'consult.host',
    summary: 'What was ticked on the start card.',
    params: OneConsult,
    body: z.strictObject({
      identityConfirmed: z.boolean(),
      othersKnown: z.boolean(),
      consentGiven: z.boolean(),
    }),
    output: Nothing,
  }),
  'consults.ticket': route({
    method: 'post',
    path: '/consults/:consultId/tickets',
    needs: 'consult.read',
    summary:
      'A one-time ticket that opens the socket within a minute, and what to prepare meanwhile.',
    params: OneConsult,
    body: NoBody,
    output: z.lazy(() => Ticket),
  }),
  'invites.issue': route({
    method: 'post',
    path: '/consults/:consultId/invites',
    needs: 'consult.host',
    summary: 'Invite another guest: a relative, an interpreter, an outside expert.',
    params: OneConsult,
    body: z.strictObject({ role: z.enum(GUEST_ROLES), name: PersonName }),
    output: InviteView,
  }),
  'invites.mail': route({
    method: 'post',
    path: '/consults/:consultId/invites/:inviteId/mail',
    needs: 'consult.host',
    summary: 'Mail the time and how to join, without link secret or code.',
    params: OneInvite,
    body: z.strictObject({ email: Email }),
    output: z.object({ mailed: z.boolean() }),
  }),
  'invites.reissue': route({
    method: 'post',
    path: '/consults/:consultId/invites/:inviteId/reissue',
    needs: 'consult.host',
    summary: 'A new link and code; the old ones, and whoever came in with them, end.',
    params: OneInvite,
    body: NoBody,
    output: InviteView,
  }),
  'invites.revoke': route({
    method: 'delete',
    path: '/consults/:consultId/invites/:inviteId',
    needs: 'consult.host',
    summary: 'The link and code end at once, and so does the place of whoever came in with them.',
    params: OneInvite,
    body: NoBody,
    output: Nothing,
  }),
}

const IceServer = z.object({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
})

/** A public key as JWK (RFC 7518 6.2): what verifies the server's word on who holds a leaf key. */
export const AttestationKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().length(43),
  y: z.string().length(43),
})
export type AttestationKey = z.infer<typeof AttestationKey>

export const Ticket = z.object({
  ticket: z.string(),
  /** RTP capabilities of every router: static, so that the device can be prepared before joining. */
  rtpCapabilities: RtpCapabilities,
  iceServers: z.array(IceServer),
  attestationKey: AttestationKey,
  /** Which room it opens, and as whom: an account's id, or an invite's. */
  roomId: Id,
  personId: Id,
})
export type Ticket = z.infer<typeof Ticket>
