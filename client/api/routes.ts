import type { Api } from '../../shared/api/api.ts'
import type { Route } from '../../shared/api/contract.ts'

/**
 * Method and path of every route: what the browser needs of `shared/api` at run time, without zod's weight.
 * A unit test holds it to `shared/api`.
 */
export const routes: { readonly [K in keyof Api]: Pick<Route, 'method' | 'path'> } = {
  'session.start': { method: 'post', path: '/session' },
  'session.refresh': { method: 'post', path: '/session/refresh' },
  'session.end': { method: 'delete', path: '/session' },
  'account.read': { method: 'get', path: '/account' },
  'account.setPassword': { method: 'put', path: '/account/password' },
  'account.offerSecondFactor': { method: 'post', path: '/account/second-factor' },
  'account.confirmSecondFactor': { method: 'put', path: '/account/second-factor' },
  'enrolment.read': { method: 'post', path: '/enrolment/look' },
  'enrolment.accept': { method: 'post', path: '/enrolment' },
  'centre.read': { method: 'get', path: '/centre' },
  'centre.change': { method: 'patch', path: '/centre' },
  'colleagues.list': { method: 'get', path: '/colleagues' },
  'staff.list': { method: 'get', path: '/staff' },
  'staff.invite': { method: 'post', path: '/staff' },
  'staff.change': { method: 'patch', path: '/staff/:staffId' },
  'staff.resetPassword': { method: 'post', path: '/staff/:staffId/password-reset' },
  'staff.resetSecondFactor': { method: 'post', path: '/staff/:staffId/second-factor-reset' },
  'staff.offBoard': { method: 'delete', path: '/staff/:staffId' },
  'retention.read': { method: 'get', path: '/retention' },
  'retention.change': { method: 'put', path: '/retention' },
  'consults.list': { method: 'get', path: '/consults' },
  'consults.plan': { method: 'post', path: '/consults' },
  'consults.read': { method: 'get', path: '/consults/:consultId' },
  'consults.change': { method: 'patch', path: '/consults/:consultId' },
  'consults.late': { method: 'post', path: '/consults/:consultId/late' },
  'consults.cancel': { method: 'delete', path: '/consults/:consultId' },
  'consults.calendar': { method: 'get', path: '/consults/:consultId/calendar' },
  'consults.check': { method: 'post', path: '/consults/:consultId/checks' },
  'consults.ticket': { method: 'post', path: '/consults/:consultId/tickets' },
  'invites.issue': { method: 'post', path: '/consults/:consultId/invites' },
  'invites.mail': { method: 'post', path: '/consults/:consultId/invites/:inviteId/mail' },
  'invites.reissue': { method: 'post', path: '/consults/:consultId/invites/:inviteId/reissue' },
  'invites.revoke': { method: 'delete', path: '/consults/:consultId/invites/:inviteId' },
  'visits.look': { method: 'post', path: '/visits/look' },
  'visits.open': { method: 'post', path: '/visits/open' },
  'visits.read': { method: 'get', path: '/visit' },
  'visits.calendar': { method: 'get', path: '/visit/calendar' },
  'visits.ticket': { method: 'post', path: '/visit/tickets' },
  'visits.end': { method: 'delete', path: '/visit' },
}
