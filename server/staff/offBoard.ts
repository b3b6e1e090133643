import type { Kysely } from 'kysely'
import { endEnrolments } from '../auth/enrolments.ts'
import type { StaffCaller } from '../http/RouteHandlers.ts'
import type { Tables } from '../persistence/tables.ts'
import { adminEntry } from './adminEntry.ts'
import { hostless } from './hostless.ts'
import { requireOtherAdministrator, staffMember } from './staffMember.ts'
import type { StaffParts } from './StaffParts.ts'

/**
 * Ends an account and all it holds: password, second factor, sign-ins, links, devices, places in open rooms, and its
 * places on the lists of consults to come. Consults stay, because the patient expects them; the administrator is
 * told of those that nobody else can host.
 */
export async function offBoard(
  { db, audit, sessions, presence, now }: StaffParts,
  caller: StaffCaller,
  staffId: string,
): Promise<{ readonly consultsWithoutHost: { consultId: string; startsAt: string }[] }> {
  const { ended, orphans } = await db.transaction().execute(async (tx) => {
    const member = await staffMember(tx, caller.centreId, staffId)
    await requireOtherAdministrator(tx, member)
    await tx
      .updateTable('staff')
      .set({
        off_boarded_at: now(),
        password_hash: null,
        totp_secret_sealed: null,
        totp_confirmed_at: null,
        totp_last_step: null,
      })
      .where('id', '=', staffId)
      .execute()
    await endEnrolments(tx, staffId)
    await tx.deleteFrom('devices').where('staff_id', '=', staffId).execute()
    const sessionIds = await sessions.endAll(tx, staffId)
    const withoutHost = await leaveConsults(tx, staffId)
    await audit.append(tx, adminEntry(caller, 'staff.offBoarded', staffId))
    return { ended: sessionIds, orphans: withoutHost }
  })
  sessions.closeSockets(ended)
  presence.endPerson(staffId, 'revoked')
  return {
    consultsWithoutHost: orphans.map(({ id, starts_at }) => ({
      consultId: id,
      startsAt: starts_at.toISOString(),
    })),
  }
}

/** Off the lists of consults that are not over; returns those that have nobody left who may host. */
async function leaveConsults(
  tx: Kysely<Tables>,
  staffId: string,
): Promise<readonly { id: string; starts_at: Date }[]> {
  const left = await tx
    .deleteFrom('consult_people')
    .where('staff_id', '=', staffId)
    .where('consult_id', 'in', (query) =>
      query.selectFrom('consults').where('state', 'in', ['planned', 'live']).select('id'),
    )
    .returning('consult_id')
    .execute()
  if (left.length === 0) return []
  return hostless(tx)
    .where(
      'consults.id',
      'in',
      left.map(({ consult_id: id }) => id),
    )
    .orderBy('starts_at')
    .select(['id', 'starts_at'])
    .execute()
}
