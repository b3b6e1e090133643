import { AppError } from '../../shared/AppError.ts'
import type { Listed } from '../../shared/domain/consult.ts'
import type { Db } from './ConsultParts.ts'

/** Throws `bad_request` unless all of them work at the centre now. */
export async function assertColleagues(
  db: Db,
  centreId: string,
  staffIds: readonly string[],
): Promise<void> {
  if (staffIds.length === 0) return
  const known = await db
    .selectFrom('staff')
    .select('id')
    .where('id', 'in', staffIds)
    .where('centre_id', '=', centreId)
    .where('off_boarded_at', 'is', null)
    .execute()
  if (known.length === staffIds.length) return
  throw new AppError(
    'bad_request',
    'Somebody on the list does not work at your centre. Take them off, or invite them as a guest.',
  )
}

export async function addPeople(
  tx: Db,
  consultId: string,
  people: readonly Listed[],
): Promise<void> {
  if (people.length === 0) return
  await tx
    .insertInto('consult_people')
    .values(people.map(({ staffId, role }) => ({ consult_id: consultId, staff_id: staffId, role })))
    .onConflict((conflict) =>
      conflict
        .columns(['consult_id', 'staff_id'])
        .doUpdateSet((eb) => ({ role: eb.ref('excluded.role') })),
    )
    .execute()
}

export async function removePeople(
  tx: Db,
  consultId: string,
  staffIds: readonly string[],
): Promise<void> {
  if (staffIds.length === 0) return
  await tx
    .deleteFrom('consult_people')
    .where('consult_id', '=', consultId)
    .where('staff_id', 'in', staffIds)
    .execute()
}
