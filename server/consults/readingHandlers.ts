import type { consults } from '../../shared/api/consults.ts'
import { dayBounds } from '../../shared/domain/day.ts'
import { can } from '../../shared/domain/roles.ts'
import type { RouteHandlers, StaffCaller } from '../http/RouteHandlers.ts'
import { consultCalendar } from './consultCalendar.ts'
import type { ConsultParts } from './ConsultParts.ts'
import { consultsOf, findConsult } from './consultStore.ts'
import { consultSummary, consultView, inviteViews } from './consultViews.ts'

/** Pages ask again and again while they are open; the log says once in this time who looked. */
const NOTED_FOR_MS = 3_600_000

type Reading = 'consults.list' | 'consults.read' | 'consults.calendar'

export function readingHandlers(
  parts: ConsultParts,
): Pick<RouteHandlers<typeof consults>, Reading> {
  const { db, now } = parts
  return {
    async 'consults.list'({ params }, { staffId }) {
      const rows = await consultsOf(db, staffId, dayBounds(params.day, params.timeZone))
      return rows.map((row) => consultSummary(parts, row))
    },

    async 'consults.read'({ params: { consultId } }, caller) {
      const row = await findConsult(db, consultId)
      const mayHost = can(caller.listedAs, 'consult.host')
      await noteLook(parts, caller, consultId, mayHost)
      return await consultView(parts, row, mayHost ? await inviteViews(parts, row) : [])
    },

    async 'consults.calendar'({ params: { consultId } }) {
      return { ics: consultCalendar(await findConsult(db, consultId), now()) }
    },
  }
}

/** Before anything is shown, so that nobody looks unseen when the log cannot be written. */
async function noteLook(
  { db, audit, now }: ConsultParts,
  { staffId, centreId }: StaffCaller,
  consultId: string,
  withInvites: boolean,
): Promise<void> {
  const action = withInvites ? 'consult.shownWithInvites' : 'consult.shown'
  const noted = await db
    .selectFrom('audit')
    .select('seq')
    .where('target_id', '=', consultId)
    .where('actor_id', '=', staffId)
    .where('action', '=', action)
    .where('at', '>', new Date(now().getTime() - NOTED_FOR_MS))
    .limit(1)
    .executeTakeFirst()
  if (noted) return
  await audit.append(db, {
    centreId,
    actor: { kind: 'staff', id: staffId },
    action,
    target: { kind: 'consult', id: consultId },
  })
}
