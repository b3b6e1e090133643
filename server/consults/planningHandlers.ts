import type { consults } from '../../shared/api/consults.ts'
import { assertChangeable } from '../../shared/domain/consult.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import { changeConsult } from './changeConsult.ts'
import type { ConsultParts, Db } from './ConsultParts.ts'
import { lockConsult, standingOf } from './consultStore.ts'
import { planConsult } from './planConsult.ts'

type Planning = 'consults.plan' | 'consults.change' | 'consults.late' | 'consults.cancel'

export function planningHandlers(
  parts: ConsultParts,
): Pick<RouteHandlers<typeof consults>, Planning> {
  const { db, audit, presence, now } = parts
  return {
    async 'consults.plan'({ body }, caller) {
      const { consultId } = await planConsult(parts, body, caller)
      return { consultId }
    },

    async 'consults.change'({ params: { consultId }, body }, caller) {
      const { people, moved } = await changeConsult(parts, consultId, body, {
        staffId: caller.staffId,
        role: caller.listedAs,
      })
      for (const { staffId } of people.removed) presence.endPerson(staffId, 'revoked', consultId)
      // A socket keeps the role that it came with: these come again, with the new one.
      for (const { staffId } of people.altered) presence.endPerson(staffId, 'restarting', consultId)
      if (moved) presence.announceLate(consultId, 0)
    },

    async 'consults.late'({ params: { consultId }, body: { minutes } }, { staffId }) {
      await db.transaction().execute(async (tx) => {
        const consult = await lockConsult(tx, consultId)
        assertChangeable(standingOf(consult), 'lateness', now())
        await tx
          .updateTable('consults')
          .set({ late_minutes: minutes })
          .where('id', '=', consultId)
          .execute()
        await audit.append(tx, {
          centreId: consult.centre_id,
          actor: { kind: 'staff', id: staffId },
          action: 'consult.late',
          target: { kind: 'consult', id: consultId },
          details: { minutes },
        })
      })
      presence.announceLate(consultId, minutes)
    },

    async 'consults.cancel'({ params: { consultId } }, { staffId }) {
      await db.transaction().execute((tx) => cancel(tx, parts, consultId, staffId))
      presence.endRoom(consultId, 'ended')
    },
  }
}

async function cancel(
  tx: Db,
  { audit, now }: ConsultParts,
  consultId: string,
  staffId: string,
): Promise<void> {
  const consult = await lockConsult(tx, consultId)
  assertChangeable(standingOf(consult), 'cancellation', now())
  await tx
    .updateTable('consults')
    .set((eb) => ({
      state: 'cancelled',
      ended_at: now(),
      revision: eb('revision', '+', 1),
    }))
    .where('id', '=', consultId)
    .execute()
  await audit.append(tx, {
    centreId: consult.centre_id,
    actor: { kind: 'staff', id: staffId },
    action: 'consult.cancelled',
    target: { kind: 'consult', id: consultId },
  })
}
