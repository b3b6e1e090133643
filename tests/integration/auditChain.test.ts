import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { AuditLog } from '../../server/audit/AuditLog.ts'
import { verifyAudit } from '../../server/audit/verifyAudit.ts'
import { Vault } from '../../server/persistence/Vault.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'

const newKey = () => randomBytes(32).toString('base64url')
const vault = new Vault({ current: newKey(), old: [] })
const audit = new AuditLog(vault)

async function logged(entries: number): Promise<FreshDatabase> {
  const fresh = await freshDatabase()
  for (let n = 1; n <= entries; n++)
    await audit.append(fresh.db, {
      centreId: randomUUID(),
      actor: { kind: 'staff', id: randomUUID() },
      action: 'consult.planned',
      target: { kind: 'consult', id: randomUUID() },
      details: { n, half: n / 2, live: true, role: 'hôst' },
    })
  return fresh
}

/** As the database's owner would: with the triggers out of the way. */
async function tamper({ db }: FreshDatabase, statement: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql.raw(statement).execute(tx)
  })
}

test('what was appended verifies, and so does an empty log', async () => {
  await using empty = await freshDatabase()
  expect(await verifyAudit(empty.db, vault)).toMatchObject({ entries: 0 })
  await using fresh = await logged(5)
  expect(await verifyAudit(fresh.db, vault)).toMatchObject({ entries: 5, head: { seq: 5 } })
})

test('fifty that write at once make one chain without gaps, also when some are rolled back', async () => {
  await using fresh = await logged(1)
  const writes = Array.from({ length: 50 }, (_, n) =>
    fresh.db.transaction().execute(async (tx) => {
      await audit.append(tx, { centreId: null, actor: { kind: 'system' }, action: 'test.wrote' })
      if (n % 5 === 0) throw new Error('rolled back')
    }),
  )
  const settled = await Promise.allSettled(writes)
  expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(10)
  expect(await verifyAudit(fresh.db, vault)).toMatchObject({ entries: 41, head: { seq: 41 } })
})

test.each([
  ['changing an entry', `update audit set actor_id = null where seq = 3`, 3],
  ['changing details', `update audit set details = '{"n": 4}' where seq = 3`, 3],
  ['moving an entry in time', `update audit set at = at + interval '1 ms' where seq = 2`, 2],
  ['taking one out', `delete from audit where seq = 3`, 3],
  ['taking out the oldest', `delete from audit where seq = 1`, 1],
  ['cutting off the newest', `delete from audit where seq = 5`, 5],
  [
    'cutting off the newest and turning the head back',
    `delete from audit where seq = 5;
     update audit_head set seq = 4, hash = (select hash from audit where seq = 4)`,
    4,
  ],
  ['taking the head away', `delete from audit_head`, 1],
  [
    'adding one that looks right',
    `insert into audit select 6, at, centre_id, actor_kind, actor_id, action, target_kind,
       target_id, details, hash, hash from audit where seq = 5`,
    6,
  ],
  ['swapping two', `update audit set seq = -seq where seq in (2, 3)`, 2],
])('%s is noticed', async (_, statement, brokenAt) => {
  await using fresh = await logged(5)
  if (statement.includes('-seq')) {
    await sql`alter table audit drop constraint audit_seq_check`.execute(fresh.db)
    await tamper(fresh, statement)
    await tamper(fresh, `update audit set seq = 5 + seq where seq < 0`)
  } else await tamper(fresh, statement)
  expect(await verifyAudit(fresh.db, vault)).toMatchObject({ brokenAt })
})

test('nothing more is written to a log whose head was forged, and a cut is not papered over', async () => {
  const entry = { centreId: null, actor: { kind: 'system' }, action: 'test.wrote' } as const
  await using forged = await logged(5)
  await tamper(forged, `update audit_head set seq = 4`)
  await expect(audit.append(forged.db, entry)).rejects.toMatchObject({ code: 'unavailable' })

  await using cut = await logged(5)
  await tamper(cut, `delete from audit where seq = 5`)
  await audit.append(cut.db, entry)
  expect(await verifyAudit(cut.db, vault)).toMatchObject({ brokenAt: 5 })
})

test.each([
  `update audit set action = 'x'`,
  `delete from audit`,
  `truncate audit`,
  `truncate audit cascade`,
  `delete from audit_head`,
  `truncate audit_head`,
  `update audit_head set seq = seq - 1`,
  `update audit_head set base_seq = base_seq - 1`,
])('the database itself refuses: %s', async (statement) => {
  await using fresh = await logged(2)
  await expect(sql.raw(statement).execute(fresh.db)).rejects.toThrow(/audit/)
  expect(await verifyAudit(fresh.db, vault)).toMatchObject({ entries: 2 })
})

test('an old beginning can be taken away with a signed mark, and the rest still verifies', async () => {
  await using fresh = await logged(6)
  const removed = await fresh.db.transaction().execute((tx) => audit.removeUpTo(tx, 4))
  expect(removed).toBe(4)
  expect(await verifyAudit(fresh.db, vault)).toMatchObject({ entries: 2, head: { seq: 6 } })
  await tamper(fresh, `delete from audit where seq = 5`)
  expect(await verifyAudit(fresh.db, vault)).toMatchObject({ brokenAt: 5 })
})

test('the log goes on under a new master key, and under the old key alone it no longer verifies', async () => {
  const [before, after] = [newKey(), newKey()]
  await using fresh = await freshDatabase()
  const entry = { centreId: null, actor: { kind: 'system' }, action: 'test.wrote' } as const
  await new AuditLog(new Vault({ current: before, old: [] })).append(fresh.db, entry)
  await new AuditLog(new Vault({ current: after, old: [before] })).append(fresh.db, entry)
  const rotated = new Vault({ current: after, old: [] })
  expect(await verifyAudit(fresh.db, rotated)).toMatchObject({ entries: 2 })
  const old = new Vault({ current: before, old: [] })
  expect(await verifyAudit(fresh.db, old)).toMatchObject({ brokenAt: 2 })
})
