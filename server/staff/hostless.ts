import { type Kysely, sql } from 'kysely'
import { can, LISTED_ROLES } from '../../shared/domain/roles.ts'
import type { Tables } from '../persistence/tables.ts'

const HOSTS = LISTED_ROLES.filter((role) => can(role, 'consult.host'))

/** Consults that nobody ended or cancelled, with nobody on their list who may host. */
export function hostless(db: Kysely<Tables>) {
  return db
    .selectFrom('consults')
    .where('consults.state', 'in', ['planned', 'live'])
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('consult_people')
            .whereRef('consult_people.consult_id', '=', 'consults.id')
            .where('consult_people.role', 'in', HOSTS)
            .select(sql`1`.as('one')),
        ),
      ),
    )
}
