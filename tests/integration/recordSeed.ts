import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { AuditLog } from '../../server/audit/AuditLog.ts'
import type { Tables } from '../../server/persistence/tables.ts'
import { sealContext, Vault } from '../../server/persistence/Vault.ts'

/** A part of every sealed value of the seed; nothing that is stored may contain it. */
export const CANARY = 'Zephyrine Canary'
export const newMasterKey = () => randomBytes(32).toString('base64url')
export const newVault = () => new Vault({ current: newMasterKey(), old: [] })
const anyHash = () => createHash('sha256').update(randomBytes(32)).digest()

interface When {
  readonly at: Date
  readonly retention?: Partial<Record<string, number>>
}

/** One centre with a row in every table: staff, a patient, an ended consult with an invite used on a device. */
export async function seedCentre(db: Kysely<Tables>, vault: Vault, { at, retention = {} }: When) {
  const [centreId, staffId, patientId, consultId, inviteId, deviceId] = Array.from(
    { length: 6 },
    () => randomUUID(),
  ) as [string, string, string, string, string, string]
  const later = new Date(at.getTime() + 30 * 60_000)
  const { key, keySealed, masterKeyId } = vault.newPatientKey(patientId)
  await db
    .insertInto('centres')
    .values({
      ...{ id: centreId, name: 'Centre', time_zone: 'Europe/Vienna', phone: null, created_at: at },
      ...{ second_factor_required: false, retention_days: JSON.stringify(retention) },
    })
    .execute()
  await db
    .insertInto('staff')
    .values({
      ...{ id: staffId, centre_id: centreId, name: 'Dr. Staff', email: `${staffId}@example.org` },
      ...{ roles: ['clinician'], password_hash: 'argon2', created_at: at, off_boarded_at: null },
      ...{ totp_confirmed_at: at, totp_last_step: 1 },
      totp_secret_sealed: vault.seal(CANARY, sealContext('staff', 'totp_secret_sealed', staffId)),
    })
    .execute()
  await db
    .insertInto('enrolments')
    .values({ token_hash: anyHash(), staff_id: staffId, expires_at: later, used_at: at })
    .execute()
  await db
    .insertInto('staff_sessions')
    .values({
      ...{ id: randomUUID(), staff_id: staffId, token_hash: anyHash(), previous_token_hash: null },
      ...{ rotated_at: at, created_at: at, expires_at: later, ended_at: null },
    })
    .execute()
  await db
    .insertInto('patients')
    .values({
      ...{ id: patientId, centre_id: centreId, created_at: at, erased_at: null },
      ...{ key_sealed: keySealed, master_key_id: masterKeyId },
      name_sealed: key.seal(CANARY, sealContext('patients', 'name_sealed', patientId)),
      birth_date_sealed: key.seal(CANARY, sealContext('patients', 'birth_date_sealed', patientId)),
      phone_sealed: key.seal(CANARY, sealContext('patients', 'phone_sealed', patientId)),
    })
    .execute()
  await db
    .insertInto('consults')
    .values({
      ...{ id: consultId, centre_id: centreId, patient_id: patientId, created_by: staffId },
      ...{ starts_at: at, minutes: 30, time_zone: 'Europe/Vienna', created_at: at },
      ...{ state: 'ended', started_at: at, ended_at: later },
      title_sealed: key.seal(CANARY, sealContext('consults', 'title_sealed', consultId)),
    })
    .execute()
  await db
    .insertInto('consult_people')
    .values({ consult_id: consultId, staff_id: staffId, role: 'host' })
    .execute()
  await db
    .insertInto('consult_checks')
    .values({
      ...{ id: randomUUID(), consult_id: consultId, staff_id: staffId, at },
      ...{ identity_confirmed: true, others_known: true, consent_given: true },
    })
    .execute()
  await db
    .insertInto('invites')
    .values({
      ...{ id: inviteId, consult_id: consultId, role: 'patient', token_hash: anyHash() },
      ...{ opens_at: at, closes_at: later, created_by: staffId, created_at: at },
      ...{ opened_at: at, revoked_at: null },
      name_sealed: key.seal(CANARY, sealContext('invites', 'name_sealed', inviteId)),
      token_sealed: key.seal(CANARY, sealContext('invites', 'token_sealed', inviteId)),
      code_sealed: key.seal(CANARY, sealContext('invites', 'code_sealed', inviteId)),
    })
    .execute()
  await db
    .insertInto('devices')
    .values({
      ...{ id: deviceId, staff_id: staffId, signing_key: anyHash(), sealing_key: anyHash() },
      ...{ endorsed_by: anyHash(), endorsement: randomBytes(64) },
      ...{ added_at: at, last_seen_at: at },
      label_sealed: vault.seal(CANARY, sealContext('devices', 'label_sealed', deviceId)),
    })
    .execute()
  await db
    .insertInto('invite_secrets')
    .values({ invite_id: inviteId, device_id: deviceId, sealed: anyHash() })
    .execute()
  await db
    .insertInto('guest_sessions')
    .values({
      ...{ id: randomUUID(), invite_id: inviteId, token_hash: anyHash() },
      ...{ created_at: at, ended_at: at },
    })
    .execute()
  await new AuditLog(vault, () => at).append(db, {
    centreId,
    actor: { kind: 'staff', id: staffId },
    action: 'consult.planned',
    target: { kind: 'consult', id: consultId },
    details: { minutes: 30 },
  })
  return { centreId, staffId, patientId, consultId, inviteId }
}
