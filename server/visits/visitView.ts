import type { Visit } from '../../shared/api/visits.ts'
import { can, LISTED_ROLES } from '../../shared/domain/roles.ts'
import { stateAt } from '../../shared/domain/consult.ts'
import type { Db, RecordParts } from '../consults/ConsultParts.ts'
import { type ConsultRow, findConsult, openConsult, standingOf } from '../consults/consultStore.ts'
import { findInvite, inviteName } from '../consults/inviteStore.ts'
import { keyOrGone } from '../consults/patientSeal.ts'
import type { GuestCaller } from '../http/RouteHandlers.ts'

/** What a guest sees of their own visit. */
export async function visitView(
  { db, vault, now }: Omit<RecordParts, 'audit'>,
  { consultId, inviteId }: Pick<GuestCaller, 'consultId' | 'inviteId'>,
): Promise<Visit> {
  const consult = await findConsult(db, consultId)
  const invite = await findInvite(db, consultId, inviteId)
  const { patient } = openConsult(vault, consult)
  return {
    consultId,
    name: inviteName(keyOrGone(vault, consult), invite),
    role: invite.role,
    ...(await whoExpects(db, consult)),
    startsAt: consult.starts_at.toISOString(),
    minutes: consult.minutes,
    timeZone: consult.time_zone,
    lateMinutes: consult.late_minutes,
    state: stateAt(standingOf(consult), now()),
    phoneEnding: invite.role === 'patient' && patient ? lastTwoDigits(patient.phone) : null,
  }
}

const MAY_HOST = LISTED_ROLES.filter((role) => can(role, 'consult.host'))

/** The planner while they host, else whoever does or may; when all of them have left the centre, the centre. */
async function whoExpects(
  db: Db,
  consult: ConsultRow,
): Promise<Pick<Visit, 'centreName' | 'centrePhone' | 'hostName'>> {
  const hosts = await db
    .selectFrom('consult_people')
    .innerJoin('staff', 'staff.id', 'consult_people.staff_id')
    .where('consult_people.consult_id', '=', consult.id)
    .where('consult_people.role', 'in', MAY_HOST)
    .select(['consult_people.role', 'staff.id', 'staff.name'])
    .orderBy('staff.name')
    .execute()
  const host =
    hosts.find(({ id, role }) => id === consult.created_by && role === 'host') ??
    hosts.find(({ role }) => role === 'host') ??
    hosts[0]
  const centre = await db
    .selectFrom('centres')
    .where('id', '=', consult.centre_id)
    .select(['name', 'phone'])
    .executeTakeFirstOrThrow()
  return { hostName: host?.name ?? centre.name, centreName: centre.name, centrePhone: centre.phone }
}

function lastTwoDigits(phone: string): string {
  return phone.replaceAll(/\D/g, '').slice(-2)
}
