import { expect, test } from 'vitest'
import { AuditLog } from '../../server/audit/AuditLog.ts'
import { Attestations } from '../../server/group/Attestations.ts'
import { rotateMasterKey } from '../../server/persistence/rotateMasterKey.ts'
import { sealContext, Vault } from '../../server/persistence/Vault.ts'
import { freshDatabase } from './database.ts'
import { CANARY, newMasterKey, seedCentre } from './recordSeed.ts'

const AT = new Date('2026-03-01T09:00:00Z')

test('after a rotation the new master key alone opens everything, also when it was interrupted', async () => {
  await using fresh = await freshDatabase()
  const { db } = fresh
  const [before, after] = [newMasterKey(), newMasterKey()]
  const vault = new Vault({ current: before, old: [] })
  for (let n = 0; n < 5; n++) await seedCentre(db, vault, { at: AT })
  const { publicKey } = await Attestations.open({ db, vault, now: () => AT })
  const erased = await db.selectFrom('patients').select('id').limit(1).executeTakeFirstOrThrow()
  await db
    .updateTable('patients')
    .set({ key_sealed: null, erased_at: AT })
    .where('id', '=', erased.id)
    .execute()

  const rotating = new Vault({ current: after, old: [before] })
  // As if it had been stopped after the first batch.
  const interrupted = db.transaction().execute(async (tx) => {
    const one = await tx
      .selectFrom('patients')
      .selectAll()
      .where('key_sealed', 'is not', null)
      .limit(1)
      .executeTakeFirstOrThrow()
    const wrapped = rotating.rewrapPatientKey(one)
    await tx
      .updateTable('patients')
      .set({ key_sealed: wrapped?.keySealed ?? null, master_key_id: rotating.masterKeyId })
      .where('id', '=', one.id)
      .execute()
  })
  await interrupted
  expect(await rotateMasterKey(db, rotating, 2)).toEqual({ patients: 3, secrets: 11 })
  expect(await rotateMasterKey(db, rotating, 2)).toEqual({ patients: 0, secrets: 0 })

  const rotated = new Vault({ current: after, old: [] })
  const patients = await db.selectFrom('patients').selectAll().execute()
  const names = patients.map(
    (row) =>
      row.name_sealed &&
      rotated
        .openPatientKey(row)
        ?.open(row.name_sealed, sealContext('patients', 'name_sealed', row.id)),
  )
  expect(names.filter((name) => name === CANARY)).toHaveLength(4)
  for (const { id, totp_secret_sealed: sealed } of await db
    .selectFrom('staff')
    .selectAll()
    .execute())
    expect(sealed && rotated.open(sealed, sealContext('staff', 'totp_secret_sealed', id))).toBe(
      CANARY,
    )
  for (const { id, label_sealed: sealed } of await db.selectFrom('devices').selectAll().execute())
    expect(rotated.open(sealed, sealContext('devices', 'label_sealed', id))).toBe(CANARY)
  const reopened = await Attestations.open({ db, vault: rotated, now: () => AT })
  expect(reopened.publicKey).toEqual(publicKey)
  const entry = { centreId: null, actor: { kind: 'system' }, action: 'masterKey.rotated' } as const
  await new AuditLog(rotating).append(db, entry)
  await new AuditLog(rotated).append(db, entry)
})
