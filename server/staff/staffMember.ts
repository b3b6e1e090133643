import type { Kysely } from 'kysely'
import { AppError } from '../../shared/AppError.ts'
import type { Row, Tables } from '../persistence/tables.ts'

/**
 * One account of the centre, held for a change. The centre is held first, so that of two administrators who
 * remove each other at once one is refused. Throws AppError `not_found` for another centre's, `conflict` for an ended one.
 */
export async function staffMember(
  tx: Kysely<Tables>,
  centreId: string,
  staffId: string,
): Promise<Row<'staff'>> {
  await tx
    .selectFrom('centres')
    .where('id', '=', centreId)
    .select('id')
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const row = await tx
    .selectFrom('staff')
    .where('id', '=', staffId)
    .where('centre_id', '=', centreId)
    .selectAll()
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'There is no such account in your centre.')
  if (row.off_boarded_at !== null)
    throw new AppError(
      'conflict',
      'This account has ended. Invite the person again if they return.',
    )
  return row
}

/** A centre must not lose the last person who can administer it. An invited one may never come, and does not count. */
export async function requireOtherAdministrator(
  tx: Kysely<Tables>,
  { centre_id, id, roles }: Row<'staff'>,
): Promise<void> {
  if (!roles.includes('administrator')) return
  const others = await tx
    .selectFrom('staff')
    .where('centre_id', '=', centre_id)
    .where('id', '!=', id)
    .where('off_boarded_at', 'is', null)
    .where('password_hash', 'is not', null)
    .select('roles')
    .execute()
  if (!others.some((other) => other.roles.includes('administrator')))
    throw new AppError(
      'conflict',
      'This is the last administrator of the centre. Make somebody else an administrator first.',
    )
}
