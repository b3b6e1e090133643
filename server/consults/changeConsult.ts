import { AppError } from '../../shared/AppError.ts'
import {
  assertAhead,
  assertChangeable,
  guestWindow,
  type ListChange,
  listChange,
  type Listed,
  listWith,
} from '../../shared/domain/consult.ts'
import { sealContext } from '../persistence/Vault.ts'
import { addPeople, assertColleagues, removePeople } from './consultPeople.ts'
import type { Db, RecordParts } from './ConsultParts.ts'
import { type ConsultRow, lockConsult, openConsult, peopleOn, standingOf } from './consultStore.ts'
import { inviteName, invitesOf } from './inviteStore.ts'
import { keyOrGone, type Patient, sealPatient } from './patientSeal.ts'
import type { Plan } from './planConsult.ts'

export type PlanChange = { readonly [K in keyof Plan]?: Plan[K] | undefined }

interface Changed {
  readonly people: ListChange
  readonly moved: boolean
}

/** Changes a consult that is not over; what is given and the same as before is no change. */
export async function changeConsult(
  parts: RecordParts,
  consultId: string,
  change: PlanChange,
  by: Listed,
): Promise<Changed> {
  return await parts.db.transaction().execute(async (tx) => {
    const consult = await lockConsult(tx, consultId)
    assertChangeable(standingOf(consult), 'details', parts.now())
    const moved = await changeTime(tx, consult, change, parts.now())
    await changeWords(tx, parts, consult, change)
    const people = await changeList(tx, consult, change.people, by)
    await audit(tx, parts, consult, by, { people, moved }, change)
    return { people, moved }
  })
}

async function changeTime(
  tx: Db,
  consult: ConsultRow,
  change: PlanChange,
  now: Date,
): Promise<boolean> {
  const startsAt = change.startsAt === undefined ? consult.starts_at : new Date(change.startsAt)
  const minutes = change.minutes ?? consult.minutes
  const timeZone = change.timeZone ?? consult.time_zone
  const moved = startsAt.getTime() !== consult.starts_at.getTime()
  if (!moved && minutes === consult.minutes && timeZone === consult.time_zone) return false
  if (moved) assertChangeable(standingOf(consult), 'time', now)
  if (moved || minutes < consult.minutes) assertAhead({ startsAt, minutes }, now)
  const { opensAt, closesAt } = guestWindow({ startsAt, minutes })
  await tx
    .updateTable('consults')
    .set((eb) => ({
      starts_at: startsAt,
      minutes,
      time_zone: timeZone,
      revision: eb('revision', '+', 1),
      // Another time is another beginning: what was tried out or announced for the old one is past.
      ...(moved ? { state: 'planned' as const, started_at: null, late_minutes: 0 } : {}),
    }))
    .where('id', '=', consult.id)
    .execute()
  await tx
    .updateTable('invites')
    .set({ opens_at: opensAt, closes_at: closesAt })
    .where('consult_id', '=', consult.id)
    .execute()
  return moved
}

async function changeWords(
  tx: Db,
  { vault }: RecordParts,
  consult: ConsultRow,
  { title, patient }: PlanChange,
): Promise<void> {
  if (title !== undefined)
    await tx
      .updateTable('consults')
      .set({
        title_sealed: keyOrGone(vault, consult).seal(
          title,
          sealContext('consults', 'title_sealed', consult.id),
        ),
      })
      .where('id', '=', consult.id)
      .execute()
  if (patient) await changePatient(tx, vault, consult, patient)
}

/** The patient's invites carry the name too: it is what the others in the room see. */
async function changePatient(
  tx: Db,
  vault: RecordParts['vault'],
  consult: ConsultRow,
  patient: Patient,
): Promise<void> {
  const key = keyOrGone(vault, consult)
  const before = openConsult(vault, consult).patient
  await tx
    .updateTable('patients')
    .set(sealPatient(key, consult.patient_id, patient))
    .where('id', '=', consult.patient_id)
    .execute()
  for (const invite of await invitesOf(tx, consult.id))
    if (invite.role === 'patient' && inviteName(key, invite) === before?.name)
      await tx
        .updateTable('invites')
        .set({
          name_sealed: key.seal(patient.name, sealContext('invites', 'name_sealed', invite.id)),
        })
        .where('id', '=', invite.id)
        .execute()
}

async function changeList(
  tx: Db,
  consult: ConsultRow,
  people: readonly Listed[] | undefined,
  by: Listed,
): Promise<ListChange> {
  if (!people) return { added: [], removed: [], altered: [] }
  const before = await peopleOn(tx, consult.id)
  const me = before.find(({ staffId }) => staffId === by.staffId)
  // The door's answer is older than this transaction: somebody else may have taken the caller off since.
  if (!me) throw new AppError('forbidden', 'You are no longer on the list of this consult.')
  const change = listChange(before, listWith(people, { staffId: me.staffId, role: me.role }))
  await assertColleagues(
    tx,
    consult.centre_id,
    change.added.map(({ staffId }) => staffId),
  )
  await addPeople(tx, consult.id, [...change.added, ...change.altered])
  await removePeople(
    tx,
    consult.id,
    change.removed.map(({ staffId }) => staffId),
  )
  return change
}

async function audit(
  tx: Db,
  { audit }: RecordParts,
  consult: ConsultRow,
  by: Listed,
  { people, moved }: Changed,
  change: PlanChange,
): Promise<void> {
  const entry = {
    centreId: consult.centre_id,
    actor: { kind: 'staff', id: by.staffId },
    target: { kind: 'consult', id: consult.id },
  } as const
  const parts = Object.keys(change).toSorted().join(',')
  await audit.append(tx, { ...entry, action: 'consult.changed', details: { parts, moved } })
  for (const { staffId, role } of [...people.added, ...people.altered])
    await audit.append(tx, { ...entry, action: 'consult.listed', details: { staffId, role } })
  for (const { staffId } of people.removed)
    await audit.append(tx, { ...entry, action: 'consult.unlisted', details: { staffId } })
}
