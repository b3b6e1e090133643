import { can, LISTED_ROLES } from '../../shared/domain/roles.ts'
import type { Db } from '../consults/ConsultParts.ts'

const HOSTS = LISTED_ROLES.filter((role) => can(role, 'consult.host'))

/** The devices of everybody who may host a consult, by person, the oldest first. */
export async function hostDevices(db: Db, consultId: string) {
  return await db
    .selectFrom('devices')
    .innerJoin('consult_people', 'consult_people.staff_id', 'devices.staff_id')
    .innerJoin('staff', 'staff.id', 'devices.staff_id')
    .innerJoin('consults', 'consults.id', 'consult_people.consult_id')
    .whereRef('staff.centre_id', '=', 'consults.centre_id')
    .where('consult_people.consult_id', '=', consultId)
    .where('consult_people.role', 'in', HOSTS)
    .where('staff.off_boarded_at', 'is', null)
    .selectAll('devices')
    .select('staff.name')
    .orderBy('staff.name')
    .orderBy('staff.id')
    .orderBy('devices.added_at')
    .execute()
}
