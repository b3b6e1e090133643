import type { Kysely } from 'kysely'
import type { Callers } from '../http/Callers.ts'
import type { Tables } from '../persistence/tables.ts'
import type { AccessTokens } from './AccessTokens.ts'

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/

/** Reads the access token, then asks the record: a sign-in that ended and a role taken away end at once. */
export function staffCaller(
  db: Kysely<Tables>,
  tokens: AccessTokens,
  now: () => Date,
): Callers['staff'] {
  return async (authorization) => {
    const token = BEARER.exec(authorization ?? '')?.[1]
    const claims = token === undefined ? undefined : tokens.verify(token)
    if (!claims) return undefined
    const row = await db
      .selectFrom('staff_sessions')
      .innerJoin('staff', 'staff.id', 'staff_sessions.staff_id')
      .innerJoin('centres', 'centres.id', 'staff.centre_id')
      .where('staff_sessions.id', '=', claims.sessionId)
      .where('staff.id', '=', claims.staffId)
      .where('staff_sessions.ended_at', 'is', null)
      .where('staff_sessions.expires_at', '>', now())
      .where('staff.off_boarded_at', 'is', null)
      .select(['staff.centre_id', 'staff.roles', 'staff.totp_confirmed_at'])
      .select('centres.second_factor_required')
      .executeTakeFirst()
    return (
      row && {
        kind: 'staff',
        staffId: claims.staffId,
        centreId: row.centre_id,
        sessionId: claims.sessionId,
        roles: row.roles,
        mustAddSecondFactor: row.second_factor_required && row.totp_confirmed_at === null,
      }
    )
  }
}
