import type { Listed } from '../../shared/domain/consult.ts'
import { assertAhead, listWith } from '../../shared/domain/consult.ts'
import { type PatientKey, sealContext } from '../persistence/Vault.ts'
import { addPeople, assertColleagues } from './consultPeople.ts'
import type { Db, RecordParts } from './ConsultParts.ts'
import { addInvite } from './inviteStore.ts'
import { type Patient, sealPatient } from './patientSeal.ts'

export interface Plan {
  readonly title: string
  /** ISO 8601, in UTC. */
  readonly startsAt: string
  readonly minutes: number
  readonly timeZone: string
  readonly people: readonly Listed[]
  readonly patient: Patient
}

interface Planner {
  readonly staffId: string
  readonly centreId: string
}

/** Writes down a consult that its planner hosts, with a patient under a key of their own and the patient's invite. */
export async function planConsult(
  parts: RecordParts,
  plan: Plan,
  planner: Planner,
): Promise<{ readonly consultId: string; readonly inviteId: string }> {
  const { db, audit, now } = parts
  const at = now()
  assertAhead({ startsAt: new Date(plan.startsAt), minutes: plan.minutes }, at)
  const others = plan.people.filter((person) => person.staffId !== planner.staffId)
  const people = listWith(others, { staffId: planner.staffId, role: 'host' })
  return await db.transaction().execute(async (tx) => {
    await assertColleagues(
      tx,
      planner.centreId,
      people.map((person) => person.staffId),
    )
    const { patientId, key } = await addPatient(tx, parts, plan.patient, planner.centreId)
    const consult = await addConsult(tx, plan, planner, { patientId, key, at })
    await addPeople(tx, consult.id, people)
    const { name } = plan.patient
    const by = planner.staffId
    const invite = await addInvite(tx, consult, { key, role: 'patient', name, by, at })
    await audit.append(tx, {
      centreId: planner.centreId,
      actor: { kind: 'staff', id: by },
      action: 'consult.planned',
      target: { kind: 'consult', id: consult.id },
      details: { people: people.length, inviteId: invite.id },
    })
    return { consultId: consult.id, inviteId: invite.id }
  })
}

async function addPatient(
  tx: Db,
  { vault, now }: RecordParts,
  patient: Patient,
  centreId: string,
): Promise<{ readonly patientId: string; readonly key: PatientKey }> {
  const patientId = crypto.randomUUID()
  const { key, keySealed, masterKeyId } = vault.newPatientKey(patientId)
  await tx
    .insertInto('patients')
    .values({
      id: patientId,
      centre_id: centreId,
      key_sealed: keySealed,
      master_key_id: masterKeyId,
      ...sealPatient(key, patientId, patient),
      created_at: now(),
    })
    .execute()
  return { patientId, key }
}

async function addConsult(
  tx: Db,
  plan: Plan,
  { staffId, centreId }: Planner,
  {
    patientId,
    key,
    at,
  }: { readonly patientId: string; readonly key: PatientKey; readonly at: Date },
) {
  const id = crypto.randomUUID()
  return await tx
    .insertInto('consults')
    .values({
      id,
      centre_id: centreId,
      patient_id: patientId,
      title_sealed: key.seal(plan.title, sealContext('consults', 'title_sealed', id)),
      starts_at: plan.startsAt,
      minutes: plan.minutes,
      time_zone: plan.timeZone,
      created_by: staffId,
      created_at: at,
    })
    .returning(['id', 'state', 'starts_at', 'minutes'])
    .executeTakeFirstOrThrow()
}
