import { type Kysely, sql } from 'kysely'
import type { Logger } from 'pino'
import { RETENTION, type RetentionClass, retentionDays } from '../../shared/domain/retention.ts'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { Row, Tables } from '../persistence/tables.ts'
import type { Vault } from '../persistence/Vault.ts'
import { erasePatients, removeConsults, removeInvites, removeSessions } from './removal.ts'
import { removeAudit } from './removeAudit.ts'

export interface RetentionParts {
  readonly audit: AuditLog
  readonly vault: Vault
  readonly log: Pick<Logger, 'info' | 'error'>
  readonly now: () => Date
}

/** How many of each class a run removed. */
export type Removed = Record<RetentionClass, number>

const DAY_MS = 86_400_000
/** The name of this job in `job_runs`. */
export const RETENTION_JOB = 'retention'

/** Removes what has had its time, centre by centre. Of several nodes one does it; the others get undefined. */
export function runRetention(
  db: Kysely<Tables>,
  parts: RetentionParts,
): Promise<number | undefined> {
  return db.connection().execute(async (lock) => {
    const { rows } = await sql<{ mine: boolean }>`
      select pg_try_advisory_lock(hashtext('consilium retention')) as mine`.execute(lock)
    if (!rows[0]?.mine) return undefined
    try {
      return await removeAll(db, parts)
    } finally {
      await sql`select pg_advisory_unlock(hashtext('consilium retention'))`.execute(lock)
    }
  })
}

async function removeAll(db: Kysely<Tables>, parts: RetentionParts): Promise<number> {
  const now = parts.now()
  const centres = await db.selectFrom('centres').select(['id', 'retention_days']).execute()
  const pruned = await removeAudit({
    db,
    ...parts,
    before: {
      centres: new Map(centres.map((centre) => [centre.id, cutoff('audit', centre, now)])),
      other: new Date(now.getTime() - RETENTION.audit.defaultDays * DAY_MS),
    },
  }).catch((error: unknown) => {
    parts.log.error({ err: error, job: RETENTION_JOB }, 'The audit log was not shortened')
    return 0
  })
  let count = pruned
  for (const centre of centres) {
    const removed = await removeOf(centre, db, parts, now)
    removed.audit = pruned
    await note(centre.id, removed, db, parts, now)
    count += removed.patientData + removed.consults + removed.invites + removed.sessions
  }
  parts.log.info({ job: RETENTION_JOB, count }, 'What had its time was removed')
  return count
}

type Centre = Pick<Row<'centres'>, 'id' | 'retention_days'>

async function removeOf(
  centre: Centre,
  db: Kysely<Tables>,
  { audit }: RetentionParts,
  now: Date,
): Promise<Removed> {
  const of = (kind: RetentionClass) => ({
    ...{ db, audit, now, centreId: centre.id },
    before: cutoff(kind, centre, now),
  })
  return {
    patientData: await erasePatients(of('patientData')),
    invites: await removeInvites(of('invites')),
    consults: await removeConsults(of('consults')),
    sessions: await removeSessions(of('sessions')),
    audit: 0,
  }
}

function cutoff(of: RetentionClass, { retention_days }: Centre, now: Date): Date {
  return new Date(now.getTime() - retentionDays(of, retention_days) * DAY_MS)
}

async function note(
  centreId: string,
  removed: Removed,
  db: Kysely<Tables>,
  { audit }: RetentionParts,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('job_runs')
      .values({ job: RETENTION_JOB, centre_id: centreId, at: now, result: JSON.stringify(removed) })
      .execute()
    if (Object.values(removed).every((count) => count === 0)) return
    await audit.append(tx, {
      centreId,
      actor: { kind: 'system' },
      action: 'retention.ran',
      details: removed,
    })
  })
}
