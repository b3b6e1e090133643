import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { verifyAudit } from '../../server/audit/verifyAudit.ts'
import { Attestations } from '../../server/group/Attestations.ts'
import { LEVELS, levelsOf, migrate } from '../../server/persistence/Database.ts'
import { sealContext, Vault } from '../../server/persistence/Vault.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { CANARY } from './recordSeed.ts'

/** The key that the stored records are sealed with; it protects nothing. */
const FIXTURE_KEY = 'Zml4dHVyZSBrZXkgMDEyMzQ1Njc4OUFCQ0RFRkdISkw'
const vault = new Vault({ current: FIXTURE_KEY, old: [] })
const fixture = (level: string, kind: string) =>
  new URL(`../fixtures/record-${level}.${kind}`, import.meta.url)

/** What a record of the first level holds; every later one holds it too. */
async function keepsTheFirst({ db }: FreshDatabase): Promise<void> {
  const patient = await db.selectFrom('patients').selectAll().executeTakeFirstOrThrow()
  const context = sealContext('patients', 'name_sealed', patient.id)
  const key = vault.openPatientKey(patient)
  expect(patient.name_sealed && key?.open(patient.name_sealed, context)).toBe(CANARY)
  const staff = await db.selectFrom('staff').selectAll().executeTakeFirstOrThrow()
  const secret = sealContext('staff', 'totp_secret_sealed', staff.id)
  expect(staff.totp_secret_sealed && vault.open(staff.totp_secret_sealed, secret)).toBe(CANARY)
  expect(await verifyAudit(db, vault)).toMatchObject({ entries: 2 })
  for (const table of ['enrolments', 'staff_sessions', 'consults', 'consult_people', 'invites'])
    expect((await sql`select 1 from ${sql.table(table)}`.execute(db)).rows).toHaveLength(1)
}

/** What must be true of a record of this level after it was brought to the latest. A new level adds its own line. */
const KEPT: Readonly<Record<string, (fresh: FreshDatabase) => Promise<void>>> = {
  '001_record': async (fresh) => {
    await keepsTheFirst(fresh)
    // It had no key to attest with: the first start makes one.
    const attestations = await Attestations.open({ db: fresh.db, vault, now: () => new Date() })
    expect(attestations.publicKey.crv).toBe('P-256')
  },
  '002_devices': async (fresh) => {
    await keepsTheFirst(fresh)
    const { db } = fresh
    await Attestations.open({ db, vault, now: () => new Date() })
    const [key, ...others] = await db.selectFrom('attestation_key').selectAll().execute()
    expect([key?.created_at.toISOString(), others]).toEqual(['2026-11-22T09:00:00.123Z', []])
    const device = await db.selectFrom('devices').selectAll().executeTakeFirstOrThrow()
    const context = sealContext('devices', 'label_sealed', device.id)
    expect(vault.open(device.label_sealed, context)).toBe(CANARY)
    expect(await db.selectFrom('invite_secrets').selectAll().execute()).toHaveLength(1)
  },
}

test('each level has a stored record', () => {
  expect(Object.keys(KEPT)).toEqual(LEVELS)
})

test.each(LEVELS)(
  'a record of level %s comes to the latest with everything in it',
  async (level) => {
    await using fresh = await freshDatabase('empty')
    await migrate(fresh.db, level)
    const rows = await readFile(fixture(level, 'sql'), 'utf8')
    for (const statement of rows.split(/;\n/)) await sql.raw(statement).execute(fresh.db)
    await migrate(fresh.db)
    expect(await levelsOf(fresh.db)).toEqual(LEVELS)
    await KEPT[level]?.(fresh)
  },
)

test.each(LEVELS)('level %s is still what was released', async (level) => {
  await using fresh = await freshDatabase('empty')
  await migrate(fresh.db, level)
  await expect(await schemaOf(fresh)).toMatchFileSnapshot(fixture(level, 'schema.txt').pathname)
})

/** Tables, constraints, indexes, triggers and functions, one a line. */
async function schemaOf({ db }: FreshDatabase): Promise<string> {
  const { rows } = await sql<{ line: string }>`
    select line from (
      select format('%s.%s %s%s default %s', table_name, column_name, data_type,
        case is_nullable when 'NO' then ' not null' else '' end, coalesce(column_default, 'none')) as line
      from information_schema.columns where table_schema = 'public'
      union all
      select format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
      union all select indexdef from pg_indexes where schemaname = 'public'
      union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
      union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    ) as schema
    where line not like '%kysely_%' order by line collate "C"`.execute(db)
  return `${rows.map(({ line }) => line).join('\n')}\n`
}
