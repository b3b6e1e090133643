import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { AuditLog } from '../../server/audit/AuditLog.ts'
import { verifyAudit } from '../../server/audit/verifyAudit.ts'
import { runRetention } from '../../server/retention/runRetention.ts'
import { scheduleRetention } from '../../server/retention/scheduleRetention.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'
import { newVault, seedCentre } from './recordSeed.ts'

const HELD = new Date('2026-01-01T10:00:00Z')
const vault = newVault()
const log = pino({ level: 'silent' })

/** The parts as they are so many days after the consult. */
function daysLater(days: number) {
  const now = () => new Date(HELD.getTime() + days * 86_400_000)
  return { audit: new AuditLog(vault, now), vault, log, now }
}

async function count({ db }: FreshDatabase, table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
    db,
  )
  return rows[0]?.n ?? -1
}

test('a patient is erased when their time is over, and not a day before', async () => {
  await using fresh = await freshDatabase()
  const { db } = fresh
  const { patientId, consultId } = await seedCentre(db, vault, { at: HELD })

  await runRetention(db, daysLater(90))
  const before = await db.selectFrom('patients').selectAll().executeTakeFirstOrThrow()
  expect(vault.openPatientKey(before)).not.toBe(null)

  await runRetention(db, daysLater(91))
  const patient = await db.selectFrom('patients').selectAll().executeTakeFirstOrThrow()
  expect(vault.openPatientKey(patient)).toBe(null)
  expect(patient.erased_at).toEqual(daysLater(91).now())
  expect([patient.name_sealed, patient.birth_date_sealed, patient.phone_sealed]).toEqual([
    null,
    null,
    null,
  ])
  const consult = await db.selectFrom('consults').selectAll().executeTakeFirstOrThrow()
  expect(consult).toMatchObject({ id: consultId, title_sealed: null })
  const entry = await db
    .selectFrom('audit')
    .select('target_id')
    .where('action', '=', 'patient.erased')
    .executeTakeFirst()
  expect(entry?.target_id).toBe(patientId)
  expect(await verifyAudit(db, vault)).toHaveProperty('entries')
})

test('a later consult of the same patient keeps them, and so does one still planned', async () => {
  await using fresh = await freshDatabase()
  const { db } = fresh
  const { centreId, staffId, patientId } = await seedCentre(db, vault, { at: HELD })
  await db
    .insertInto('consults')
    .values({
      ...{ id: randomUUID(), centre_id: centreId, patient_id: patientId, created_by: staffId },
      ...{ starts_at: daysLater(200).now(), minutes: 30, time_zone: 'UTC', created_at: HELD },
      ...{ title_sealed: null, started_at: null, ended_at: null },
    })
    .execute()
  await runRetention(db, daysLater(290))
  expect((await db.selectFrom('patients').selectAll().executeTakeFirst())?.erased_at).toBe(null)
  await runRetention(db, daysLater(291))
  expect((await db.selectFrom('patients').selectAll().executeTakeFirst())?.erased_at).not.toBe(null)
})

test('each centre has its own times, and never less than the minimum', async () => {
  await using fresh = await freshDatabase()
  const { db } = fresh
  const short = await seedCentre(db, vault, { at: HELD, retention: { patientData: 0, invites: 2 } })
  const long = await seedCentre(db, vault, { at: HELD, retention: { patientData: 400 } })
  await runRetention(db, daysLater(1))
  const erased = () =>
    db.selectFrom('patients').select('id').where('erased_at', 'is not', null).execute()
  expect(await erased()).toEqual([])
  await runRetention(db, daysLater(3))
  expect(await erased()).toEqual([{ id: short.patientId }])
  const left = await db.selectFrom('invites').select('id').execute()
  expect(left).toEqual([{ id: long.inviteId }])
  const runs = await db
    .selectFrom('job_runs')
    .select('result')
    .where('centre_id', '=', short.centreId)
    .orderBy('id', 'desc')
    .execute()
  expect(runs[0]?.result).toEqual({
    patientData: 1,
    invites: 1,
    consults: 0,
    sessions: 0,
    audit: 0,
  })
})

test('in the end nothing is left of a consult, its guests and sessions, and the rest of the audit log verifies', async () => {
  await using fresh = await freshDatabase()
  const { db } = fresh
  const { centreId } = await seedCentre(db, vault, { at: HELD })
  await runRetention(db, daysLater(100))
  expect(await count(fresh, 'invites')).toBe(0)
  expect(await count(fresh, 'guest_sessions')).toBe(0)
  expect(await count(fresh, 'staff_sessions')).toBe(0)
  expect(await count(fresh, 'enrolments')).toBe(0)
  expect(await count(fresh, 'consults')).toBe(1)

  await runRetention(db, daysLater(3651))
  expect(await count(fresh, 'consults')).toBe(0)
  expect(await count(fresh, 'consult_checks')).toBe(0)
  expect(await count(fresh, 'patients')).toBe(0)
  const oldest = await db.selectFrom('audit').selectAll().orderBy('seq').executeTakeFirst()
  expect(oldest).toMatchObject({ seq: 2, action: 'patient.erased', centre_id: centreId })
  expect(await verifyAudit(db, vault)).toMatchObject({ entries: 3 })
})

test('a broken audit log is kept whole, and the rest is still cleaned up', async () => {
  await using fresh = await freshDatabase()
  const { db } = fresh
  await seedCentre(db, vault, { at: HELD })
  await new AuditLog(vault, () => HELD).append(db, {
    centreId: null,
    actor: { kind: 'system' },
    action: 'test.wrote',
  })
  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql`update audit set action = 'forged' where seq = 2`.execute(tx)
  })
  await runRetention(db, daysLater(4000))
  expect((await db.selectFrom('audit').select('seq').where('seq', '=', 1).execute()).length).toBe(1)
  expect(await count(fresh, 'consults')).toBe(0)
})

test('of many that start the clean-up at once, each removal happens once', async () => {
  await using fresh = await freshDatabase()
  const { db } = fresh
  await seedCentre(db, vault, { at: HELD })
  await Promise.all(Array.from({ length: 4 }, () => runRetention(db, daysLater(100))))
  const erasures = await db
    .selectFrom('audit')
    .select('seq')
    .where('action', '=', 'patient.erased')
    .execute()
  expect(erasures).toHaveLength(1)
})

test('the schedule runs at once, and its end waits for the run', async () => {
  await using fresh = await freshDatabase()
  await seedCentre(fresh.db, vault, { at: HELD })
  await scheduleRetention(fresh.db, daysLater(100)).close()
  expect(await count(fresh, 'job_runs')).toBe(1)
})
