import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { Tables } from '../persistence/tables.ts'

/** What a removal works on: one centre, and the moment before which a class of its data has had its time. */
export interface Removal {
  readonly db: Kysely<Tables>
  readonly audit: AuditLog
  readonly centreId: string
  readonly before: Date
  readonly now: Date
}

/** When a consult ended, or else was to end: a room that everybody just left is live for ever. */
const OVER = sql<Date>`coalesce(consults.ended_at,
  consults.starts_at + make_interval(mins => consults.minutes + consults.late_minutes))`

/** Destroys the keys of patients whose last consult is long over; one without a consult counts from the entry. */
export async function erasePatients(removal: Removal): Promise<number> {
  let erased = 0
  for (const id of await patientsDue(removal.db, removal)) {
    const done = await removal.db.transaction().execute(async (tx) => {
      // A consult may have been moved, or planned, since the list was made.
      await tx.selectFrom('patients').select('id').where('id', '=', id).forUpdate().execute()
      await tx
        .selectFrom('consults')
        .select('id')
        .where('patient_id', '=', id)
        .forUpdate()
        .execute()
      const [due] = await patientsDue(tx, removal, id)
      if (due) await erasePatient(tx, due, removal)
      return due !== undefined
    })
    if (done) erased++
  }
  return erased
}

async function patientsDue(
  db: Kysely<Tables>,
  { centreId, before }: Removal,
  only?: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('patients')
    .leftJoin('consults', 'consults.patient_id', 'patients.id')
    .select('patients.id')
    .where('patients.centre_id', '=', centreId)
    .where('patients.erased_at', 'is', null)
    .$if(only !== undefined, (query) => query.where('patients.id', '=', only ?? ''))
    .groupBy(['patients.id', 'patients.created_at'])
    .having(sql`coalesce(max(${OVER}), patients.created_at)`, '<', before)
    .execute()
  return rows.map(({ id }) => id)
}

/** Nothing of the patient can be read afterwards; that there were consults stays known. */
async function erasePatient(tx: Transaction<Tables>, id: string, removal: Removal): Promise<void> {
  await tx
    .updateTable('patients')
    .set({ key_sealed: null, name_sealed: null, birth_date_sealed: null, phone_sealed: null })
    .set({ erased_at: removal.now })
    .where('id', '=', id)
    .execute()
  await tx
    .updateTable('invites')
    .from('consults')
    .set({ name_sealed: null, token_sealed: null, code_sealed: null })
    .whereRef('consults.id', '=', 'invites.consult_id')
    .where('consults.patient_id', '=', id)
    .execute()
  await tx
    .deleteFrom('invite_secrets')
    .using(['invites', 'consults'])
    .whereRef('invites.id', '=', 'invite_secrets.invite_id')
    .whereRef('consults.id', '=', 'invites.consult_id')
    .where('consults.patient_id', '=', id)
    .execute()
  await tx
    .updateTable('consults')
    .set({ title_sealed: null })
    .where('patient_id', '=', id)
    .execute()
  await removal.audit.append(tx, {
    centreId: removal.centreId,
    actor: { kind: 'system' },
    action: 'patient.erased',
    target: { kind: 'patient', id },
  })
}

/** Consults with all that hangs on them, then patients of whom nothing is left. */
export async function removeConsults({ db, centreId, before }: Removal): Promise<number> {
  const removed = await db
    .deleteFrom('consults')
    .where('centre_id', '=', centreId)
    .where(OVER, '<', before)
    .executeTakeFirst()
  await db
    .deleteFrom('patients')
    .where('centre_id', '=', centreId)
    .where('erased_at', 'is not', null)
    .where('id', 'not in', (of) => of.selectFrom('consults').select('patient_id'))
    .execute()
  return Number(removed.numDeletedRows)
}

/** Invites of consults that are over, with the guests' sessions. */
export async function removeInvites({ db, centreId, before }: Removal): Promise<number> {
  const removed = await db
    .deleteFrom('invites')
    .using('consults')
    .whereRef('consults.id', '=', 'invites.consult_id')
    .where('consults.centre_id', '=', centreId)
    .where(latest(OVER, sql`invites.closes_at`), '<', before)
    .executeTakeFirst()
  return Number(removed.numDeletedRows)
}

/** Sign-ins, guests' devices and password links that ended. */
export async function removeSessions({ db, centreId, before }: Removal): Promise<number> {
  const staff = await db
    .deleteFrom('staff_sessions')
    .using('staff')
    .whereRef('staff.id', '=', 'staff_sessions.staff_id')
    .where('staff.centre_id', '=', centreId)
    .where(sql<Date>`least(staff_sessions.ended_at, staff_sessions.expires_at)`, '<', before)
    .executeTakeFirst()
  const guests = await db
    .deleteFrom('guest_sessions')
    .using(['invites', 'consults'])
    .whereRef('invites.id', '=', 'guest_sessions.invite_id')
    .whereRef('consults.id', '=', 'invites.consult_id')
    .where('consults.centre_id', '=', centreId)
    .where('guest_sessions.ended_at', '<', before)
    .executeTakeFirst()
  const links = await db
    .deleteFrom('enrolments')
    .using('staff')
    .whereRef('staff.id', '=', 'enrolments.staff_id')
    .where('staff.centre_id', '=', centreId)
    .where(sql<Date>`least(enrolments.used_at, enrolments.expires_at)`, '<', before)
    .executeTakeFirst()
  return Number(staff.numDeletedRows + guests.numDeletedRows + links.numDeletedRows)
}

function latest(...moments: readonly RawBuilder<unknown>[]): RawBuilder<Date> {
  return sql<Date>`greatest(${sql.join(moments)})`
}
