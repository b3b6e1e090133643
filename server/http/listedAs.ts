import type { Kysely } from 'kysely'
import type { Tables } from '../persistence/tables.ts'
import type { Callers } from './Callers.ts'

/** Asks the list of one consult; a consult of another centre has nobody on it as far as the caller can tell. */
export function listedAs(db: Kysely<Tables>): Callers['listedAs'] {
  return async (staffId, centreId, consultId) => {
    const row = await db
      .selectFrom('consult_people')
      .innerJoin('consults', 'consults.id', 'consult_people.consult_id')
      .where('consult_people.consult_id', '=', consultId)
      .where('consult_people.staff_id', '=', staffId)
      .where('consults.centre_id', '=', centreId)
      .select('consult_people.role')
      .executeTakeFirst()
    return row?.role
  }
}
