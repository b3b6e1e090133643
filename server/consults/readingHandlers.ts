import type { consults } from '../../shared/api/consults.ts'
import { dayBounds } from '../../shared/domain/day.ts'
import { can } from '../../shared/domain/roles.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import { consultCalendar } from './consultCalendar.ts'
import type { ConsultParts } from './ConsultParts.ts'
import { consultsOf, findConsult } from './consultStore.ts'
import { consultSummary, consultView, inviteViews } from './consultViews.ts'
import { noteLook } from './noteLook.ts'

type Reading = 'consults.list' | 'consults.read' | 'consults.calendar'

export function readingHandlers(
  parts: ConsultParts,
): Pick<RouteHandlers<typeof consults>, Reading> {
  const { db, now } = parts
  return {
    async 'consults.list'({ params }, { staffId, centreId }) {
      const rows = await consultsOf(db, staffId, dayBounds(params.day, params.timeZone))
      if (rows.length > 0)
        await noteLook(parts, {
          ...{ centreId, actor: { kind: 'staff', id: staffId }, action: 'day.shown' },
          target: { kind: 'staff', id: staffId },
          details: { day: params.day, consults: rows.length },
        })
      return rows.map((row) => consultSummary(parts, row))
    },

    async 'consults.read'({ params: { consultId } }, caller) {
      const row = await findConsult(db, consultId)
      const mayHost = can(caller.listedAs, 'consult.host')
      await noteLook(parts, {
        ...{ centreId: caller.centreId, actor: { kind: 'staff', id: caller.staffId } },
        action: mayHost ? 'consult.shownWithInvites' : 'consult.shown',
        target: { kind: 'consult', id: consultId },
      })
      return await consultView(parts, row, mayHost ? await inviteViews(parts, row) : [])
    },

    async 'consults.calendar'({ params: { consultId } }) {
      return { ics: consultCalendar(await findConsult(db, consultId), now()) }
    },
  }
}
