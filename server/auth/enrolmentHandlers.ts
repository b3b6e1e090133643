import type { Kysely } from 'kysely'
import type { account } from '../../shared/api/account.ts'
import { AppError } from '../../shared/AppError.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import type { Tables } from '../persistence/tables.ts'
import type { AccountParts } from './AccountParts.ts'
import { endEnrolments } from './enrolments.ts'
import { hashPassword } from './passwords.ts'
import { hashToken } from '../opaqueToken.ts'

type Part = Pick<typeof account, 'enrolment.read' | 'enrolment.accept'>

export function enrolmentHandlers({ db, audit, sessions, now }: AccountParts): RouteHandlers<Part> {
  return {
    'enrolment.read': async ({ body: { token } }) => {
      const { name, email, centre_name } = await enrolled(db, token, now())
      return { name, email, centreName: centre_name }
    },

    'enrolment.accept': async ({ body: { token, name, password } }) => {
      // Before the work of hashing, so that a made-up token costs nothing.
      await enrolled(db, token, now())
      const password_hash = await hashPassword(password)
      const ended = await db.transaction().execute(async (tx) => {
        const { staff_id, centre_id } = await spend(tx, token, now())
        await tx
          .updateTable('staff')
          .set({ name, password_hash })
          .where('id', '=', staff_id)
          .execute()
        await endEnrolments(tx, staff_id)
        const sessionIds = await sessions.endAll(tx, staff_id)
        await audit.append(tx, {
          centreId: centre_id,
          actor: { kind: 'staff', id: staff_id },
          action: 'enrolment.accepted',
          target: { kind: 'staff', id: staff_id },
        })
        return sessionIds
      })
      sessions.closeSockets(ended)
    },
  }
}

async function enrolled(db: Kysely<Tables>, token: string, now: Date) {
  const row = await db
    .selectFrom('enrolments')
    .innerJoin('staff', 'staff.id', 'enrolments.staff_id')
    .innerJoin('centres', 'centres.id', 'staff.centre_id')
    .where('enrolments.token_hash', '=', hashToken(token))
    .where('enrolments.used_at', 'is', null)
    .where('enrolments.expires_at', '>', now)
    .where('staff.off_boarded_at', 'is', null)
    .select(['enrolments.staff_id', 'staff.name', 'staff.email'])
    .select(['staff.centre_id', 'centres.name as centre_name'])
    .executeTakeFirst()
  if (row) return row
  throw new AppError(
    'gone',
    'This link is no longer valid. Please ask your administrator for a new one.',
  )
}

/** Of two people with one link, one gets through. */
async function spend(tx: Kysely<Tables>, token: string, now: Date) {
  const row = await enrolled(tx, token, now)
  const { numUpdatedRows } = await tx
    .updateTable('enrolments')
    .set({ used_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('used_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 1n) return row
  throw new AppError('gone', 'This link was used already. Please sign in.')
}
