import { setTimeout as sleep } from 'node:timers/promises'
import type { visits } from '../../shared/api/visits.ts'
import { AppError } from '../../shared/AppError.ts'
import { OPENS_BEFORE_MINUTES } from '../../shared/domain/consult.ts'
import { inviteState } from '../../shared/domain/invite.ts'
import { consultCalendar } from '../consults/consultCalendar.ts'
import type { ConsultParts } from '../consults/ConsultParts.ts'
import { findConsult } from '../consults/consultStore.ts'
import { findInvite, inviteFacts } from '../consults/inviteStore.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import { hashToken } from '../opaqueToken.ts'
import { findInvitation } from './findInvitation.ts'
import { type Opening, openVisit } from './openVisit.ts'
import { visitView } from './visitView.ts'

/** Every refusal takes at least this long, so that its time tells nothing about the reason. */
const REFUSAL_MS = 300

type VisitHandlers = RouteHandlers<typeof visits>

/** A guest's way in, from the link to the ticket. */
export function visitHandlers(parts: ConsultParts): VisitHandlers {
  return { ...doorstepHandlers(parts), ...guestHandlers(parts) }
}

/** Open to anyone: token and code prove who calls. */
function doorstepHandlers(parts: ConsultParts): Pick<VisitHandlers, 'visits.look' | 'visits.open'> {
  const { db, limits, presence, now } = parts
  return {
    async 'visits.look'({ body: { token } }) {
      const found = await findInvitation(db, hashToken(token))
      if (!found) throw new AppError('not_found', REFUSALS.unknown)
      const state = inviteState({ ...inviteFacts(found), consultState: found.consult_state }, now())
      return {
        state: state === 'revoked' ? 'over' : state,
        opensAt: found.opens_at.toISOString(),
        startsAt: found.starts_at.toISOString(),
        timeZone: found.time_zone,
        centreName: found.centre_name,
        centrePhone: found.centre_phone,
      }
    },

    async 'visits.open'({ body: { token, code } }, _, { address, setCookie }) {
      await limits.take('guestCode', address)
      const notBefore = sleep(REFUSAL_MS)
      const opening = await openVisit(parts, token, code)
      if (opening.outcome !== 'refused') await limits.giveBack('guestCode', address)
      if (opening.outcome !== 'opened') {
        await notBefore
        throw refusal(opening.outcome)
      }
      for (const session of opening.endedSessions) presence.endLogin(session, 'moved')
      const seconds = Math.floor((opening.closesAt.getTime() - now().getTime()) / 1000)
      setCookie('guest', opening.cookie, seconds)
      return await visitView(parts, opening.caller)
    },
  }
}

/** For the device that has the guest's cookie. */
function guestHandlers(parts: ConsultParts): Omit<VisitHandlers, 'visits.look' | 'visits.open'> {
  const { db, audit, limits, presence, now, issueTicket } = parts
  return {
    'visits.read': async (_, caller) => await visitView(parts, caller),

    async 'visits.calendar'(_, { consultId }) {
      return { ics: consultCalendar(await findConsult(db, consultId), now()) }
    },

    async 'visits.ticket'(_, { guestSessionId, inviteId, consultId }) {
      await limits.take('ticket', inviteId)
      const { role } = await findInvite(db, consultId, inviteId)
      return await issueTicket({
        personId: inviteId,
        kind: 'guest',
        loginId: guestSessionId,
        roomId: consultId,
        role,
      })
    },

    async 'visits.end'(_, { guestSessionId, inviteId, consultId }, { clearCookie }) {
      const { centre_id: centreId } = await findConsult(db, consultId)
      await db.transaction().execute(async (tx) => {
        await tx
          .updateTable('guest_sessions')
          .set({ ended_at: now() })
          .where('id', '=', guestSessionId)
          .where('ended_at', 'is', null)
          .execute()
        await audit.append(tx, {
          centreId,
          actor: { kind: 'guest', id: inviteId },
          action: 'visit.closed',
          target: { kind: 'consult', id: consultId },
        })
      })
      clearCookie('guest')
      presence.endLogin(guestSessionId, 'ended')
    },
  }
}

const REFUSALS = {
  unknown: 'This link is not valid. Check that it is complete, or call your clinic.',
  early: `It is too early. You can come in from ${OPENS_BEFORE_MINUTES} minutes before your visit.`,
  locked:
    'The code was wrong five times, so this link is locked. Your clinic can give you a new one.',
  refused: 'Link and code do not open a visit. Check the six digits, or call your clinic.',
}

function refusal(outcome: Exclude<Opening['outcome'], 'opened'>): AppError {
  if (outcome === 'early') return new AppError('conflict', REFUSALS.early)
  if (outcome === 'locked') return new AppError('gone', REFUSALS.locked)
  // Also `closed`: whether there is such a link is not told here.
  return new AppError('forbidden', REFUSALS.refused)
}
