import { AppError } from '../../shared/AppError.ts'
import type { ConsultState } from '../../shared/domain/consult.ts'
import type { Row } from '../persistence/tables.ts'
import { sealContext, type Vault } from '../persistence/Vault.ts'
import type { Db } from './ConsultParts.ts'
import { type KeyColumns, keyOf, openPatient, type Patient } from './patientSeal.ts'

/** A consult with what opens its sealed fields. */
export interface ConsultRow
  extends
    KeyColumns,
    Omit<Row<'consults'>, 'patient_id'>,
    Pick<Row<'patients'>, 'name_sealed' | 'birth_date_sealed' | 'phone_sealed'> {}

/** What the list shows for a title that went with its patient's key. */
const ERASED_TITLE = 'Consult'

function consultRows(db: Db) {
  return db
    .selectFrom('consults')
    .innerJoin('patients', 'patients.id', 'consults.patient_id')
    .selectAll('consults')
    .select([
      'patients.key_sealed',
      'patients.master_key_id',
      'patients.name_sealed',
      'patients.birth_date_sealed',
      'patients.phone_sealed',
    ])
}

export async function findConsult(db: Db, consultId: string): Promise<ConsultRow> {
  return found(await consultRows(db).where('consults.id', '=', consultId).executeTakeFirst())
}

/** Holds the consult, and its patient's row, until the transaction ends. */
export async function lockConsult(tx: Db, consultId: string): Promise<ConsultRow> {
  return found(
    await consultRows(tx).where('consults.id', '=', consultId).forUpdate().executeTakeFirst(),
  )
}

function found(row: ConsultRow | undefined): ConsultRow {
  if (row) return row
  throw new AppError('not_found', 'There is no such consult.')
}

/** The consults with this person on their list that start in `[from, to)`, by time. */
export async function consultsOf(
  db: Db,
  staffId: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<readonly ConsultRow[]> {
  return await consultRows(db)
    .innerJoin('consult_people', 'consult_people.consult_id', 'consults.id')
    .where('consult_people.staff_id', '=', staffId)
    .where('consults.starts_at', '>=', from)
    .where('consults.starts_at', '<', to)
    .orderBy('consults.starts_at')
    .orderBy('consults.id')
    .execute()
}

export async function peopleOn(db: Db, consultId: string) {
  return await db
    .selectFrom('consult_people')
    .innerJoin('staff', 'staff.id', 'consult_people.staff_id')
    .where('consult_people.consult_id', '=', consultId)
    .select(['staff.id as staffId', 'staff.name', 'consult_people.role'])
    .orderBy('staff.name')
    .orderBy('staff.id')
    .execute()
}

/** What was ticked on the start card, oldest first. */
export async function checksOn(db: Db, consultId: string) {
  return await db
    .selectFrom('consult_checks')
    .innerJoin('staff', 'staff.id', 'consult_checks.staff_id')
    .where('consult_checks.consult_id', '=', consultId)
    .selectAll('consult_checks')
    .select('staff.name')
    .orderBy('consult_checks.at')
    .execute()
}

/** The sealed fields in clear; without the patient once they were erased. */
export function openConsult(
  vault: Vault,
  row: ConsultRow,
): { readonly title: string; readonly patient: Patient | null } {
  const key = keyOf(vault, row)
  if (!key || !row.title_sealed) return { title: ERASED_TITLE, patient: null }
  return {
    title: key.open(row.title_sealed, sealContext('consults', 'title_sealed', row.id)),
    patient: openPatient(key, row.patient_id, row),
  }
}

export function standingOf(row: Pick<ConsultRow, 'state' | 'starts_at' | 'minutes'>): {
  readonly state: ConsultState
  readonly startsAt: Date
  readonly minutes: number
} {
  return { state: row.state, startsAt: row.starts_at, minutes: row.minutes }
}
