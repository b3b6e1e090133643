import type { consults } from '../../shared/api/consults.ts'
import { assertEnterable } from '../../shared/domain/consult.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import type { ConsultParts } from './ConsultParts.ts'
import { findConsult, standingOf } from './consultStore.ts'

type Entering = 'consults.check' | 'consults.ticket'

export function enteringHandlers({
  db,
  audit,
  limits,
  now,
  issueTicket,
}: ConsultParts): Pick<RouteHandlers<typeof consults>, Entering> {
  return {
    async 'consults.check'({ params: { consultId }, body }, { staffId, centreId }) {
      assertEnterable(standingOf(await findConsult(db, consultId)), now())
      await db.transaction().execute(async (tx) => {
        await tx
          .insertInto('consult_checks')
          .values({
            id: crypto.randomUUID(),
            consult_id: consultId,
            staff_id: staffId,
            at: now(),
            identity_confirmed: body.identityConfirmed,
            others_known: body.othersKnown,
            consent_given: body.consentGiven,
          })
          .execute()
        await audit.append(tx, {
          centreId,
          actor: { kind: 'staff', id: staffId },
          action: 'consult.checked',
          target: { kind: 'consult', id: consultId },
          details: body,
        })
      })
    },

    async 'consults.ticket'({ params: { consultId } }, { staffId, sessionId, listedAs }) {
      await limits.take('ticket', staffId)
      assertEnterable(standingOf(await findConsult(db, consultId)), now())
      return await issueTicket({
        personId: staffId,
        kind: 'staff',
        loginId: sessionId,
        roomId: consultId,
        role: listedAs,
      })
    },
  }
}
