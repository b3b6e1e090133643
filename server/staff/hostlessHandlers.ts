import type { Kysely } from 'kysely'
import type { hostless as routes } from '../../shared/api/hostless.ts'
import { AppError } from '../../shared/AppError.ts'
import { isEnterable } from '../../shared/domain/consult.ts'
import { canInCentre } from '../../shared/domain/roles.ts'
import type { RouteHandlers, StaffCaller } from '../http/RouteHandlers.ts'
import type { Row, Tables } from '../persistence/tables.ts'
import { hostless } from './hostless.ts'
import { staffMember } from './staffMember.ts'
import type { StaffParts } from './StaffParts.ts'

export function hostlessHandlers(parts: StaffParts): RouteHandlers<typeof routes> {
  const { db, presence, now } = parts
  return {
    'hostless.list': async (_input, { centreId }) => {
      const rows = await hostless(db)
        .innerJoin('staff', 'staff.id', 'consults.created_by')
        .where('consults.centre_id', '=', centreId)
        .orderBy('consults.starts_at')
        .selectAll('consults')
        .select('staff.name')
        .execute()
      return rows
        .filter((row) => isExpected(row, now()))
        .map((row) => ({
          consultId: row.id,
          startsAt: row.starts_at.toISOString(),
          minutes: row.minutes,
          timeZone: row.time_zone,
          plannedBy: row.name,
        }))
    },

    'hostless.give': async ({ body: { consultId, staffId } }, caller) => {
      await db.transaction().execute((tx) => give(tx, parts, { consultId, staffId }, caller))
      // A socket keeps the role that it came with: a nurse of this consult comes again, as its host.
      presence.endPerson(staffId, 'restarting', consultId)
    },
  }
}

async function give(
  tx: Kysely<Tables>,
  { audit, now }: StaffParts,
  { consultId, staffId }: { readonly consultId: string; readonly staffId: string },
  caller: StaffCaller,
): Promise<void> {
  const member = await staffMember(tx, caller.centreId, staffId)
  if (!canInCentre(member.roles, 'consult.plan'))
    throw new AppError('bad_request', 'This person does not see patients. Choose somebody else.')
  const consult = await hostless(tx)
    .where('consults.id', '=', consultId)
    .where('consults.centre_id', '=', caller.centreId)
    .selectAll('consults')
    .forUpdate('consults')
    .executeTakeFirst()
  if (!consult || !isExpected(consult, now()))
    throw new AppError('conflict', 'This visit is over, or somebody leads it already.')
  await tx
    .insertInto('consult_people')
    .values({ consult_id: consultId, staff_id: staffId, role: 'host' })
    .onConflict((same) => same.columns(['consult_id', 'staff_id']).doUpdateSet({ role: 'host' }))
    .execute()
  await audit.append(tx, {
    centreId: caller.centreId,
    actor: { kind: 'staff', id: caller.staffId },
    action: 'consult.hostGiven',
    target: { kind: 'consult', id: consultId },
    details: { staffId },
  })
}

function isExpected(row: Row<'consults'>, now: Date): boolean {
  return isEnterable({ state: row.state, startsAt: row.starts_at, minutes: row.minutes }, now)
}
