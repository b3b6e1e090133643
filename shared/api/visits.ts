import { z } from 'zod'
import { GUEST_ROLES } from '../domain/roles.ts'
import { Ticket } from './consults.ts'
import { route } from './contract.ts'
import { Id, Instant, NoBody, NoParams, Nothing, Token } from './fields.ts'

const Code = z.string().regex(/^\d{6}$/, 'Six digits')

/** What a guest sees of their visit once the code was right. */
export const Visit = z.object({
  consultId: Id,
  name: z.string(),
  role: z.enum(GUEST_ROLES),
  centreName: z.string(),
  /** Who expects the guest, as "Dr Weber". */
  /** Who expects the guest; the centre's name where nobody is left to host. */
  hostName: z.string(),
  startsAt: Instant,
  minutes: z.number().int(),
  timeZone: z.string(),
  lateMinutes: z.number().int(),
  state: z.enum(['planned', 'live', 'ended', 'cancelled']),
  /** The last two digits of the number that will be called when the visit fails; null for others than the patient. */
  phoneEnding: z.string().nullable(),
  centrePhone: z.string().nullable(),
})
export type Visit = z.infer<typeof Visit>

/** A guest's way in. The token travels in the link's fragment and in bodies, never in a URL that a server sees. */
export const visits = {
  'visits.look': route({
    method: 'post',
    path: '/visits/look',
    needs: 'anyone',
    summary: 'Whether a link can be used, and when. Consumes nothing and names nobody.',
    params: NoParams,
    body: z.strictObject({ token: Token }),
    output: z.object({
      state: z.enum(['open', 'early', 'locked', 'over']),
      opensAt: Instant,
      startsAt: Instant,
      timeZone: z.string(),
      centreName: z.string(),
      centrePhone: z.string().nullable(),
    }),
  }),
  'visits.open': route({
    method: 'post',
    path: '/visits/open',
    needs: 'anyone',
    summary:
      'Link and code together: sets the guest cookie and ends the session of an older device.',
    params: NoParams,
    body: z.strictObject({ token: Token, code: Code }),
    output: Visit,
  }),
  'visits.read': route({
    method: 'get',
    path: '/visit',
    needs: 'visit',
    summary: "The guest's own visit, from the cookie.",
    params: NoParams,
    body: NoBody,
    output: Visit,
  }),
  'visits.calendar': route({
    method: 'get',
    path: '/visit/calendar',
    needs: 'visit',
    summary: 'The visit as iCalendar (RFC 5545), without a medical word.',
    params: NoParams,
    body: NoBody,
    output: z.object({ ics: z.string() }),
  }),
  'visits.ticket': route({
    method: 'post',
    path: '/visit/tickets',
    needs: 'visit',
    summary: 'A one-time ticket that opens the socket within a minute.',
    params: NoParams,
    body: NoBody,
    output: Ticket,
  }),
  'visits.end': route({
    method: 'delete',
    path: '/visit',
    needs: 'visit',
    summary: 'Forget the visit on this device.',
    params: NoParams,
    body: NoBody,
    output: Nothing,
  }),
}
