import type { Kysely } from 'kysely'
import type { Account } from '../../shared/api/account.ts'
import type { Tables } from '../persistence/tables.ts'

/** An account as its owner sees it. */
export async function accountOf(db: Kysely<Tables>, staffId: string): Promise<Account> {
  const row = await db
    .selectFrom('staff')
    .innerJoin('centres', 'centres.id', 'staff.centre_id')
    .where('staff.id', '=', staffId)
    .select(['staff.id', 'staff.centre_id', 'staff.name', 'staff.email', 'staff.roles'])
    .select(['staff.totp_confirmed_at', 'centres.name as centre_name'])
    .select(['centres.time_zone', 'centres.second_factor_required'])
    .executeTakeFirstOrThrow()
  const secondFactor = row.totp_confirmed_at !== null
  return {
    staffId: row.id,
    centreId: row.centre_id,
    centreName: row.centre_name,
    timeZone: row.time_zone,
    name: row.name,
    email: row.email,
    roles: row.roles,
    secondFactor,
    mustAddSecondFactor: row.second_factor_required && !secondFactor,
  }
}
