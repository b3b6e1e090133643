import { type Kysely, sql } from 'kysely'
import { AppError } from '../../shared/AppError.ts'
import type { AuditLog } from '../audit/AuditLog.ts'
import { verifyAudit } from '../audit/verifyAudit.ts'
import type { Tables } from '../persistence/tables.ts'
import type { Vault } from '../persistence/Vault.ts'

interface AuditRemoval {
  readonly db: Kysely<Tables>
  readonly audit: AuditLog
  readonly vault: Vault
  /** The moment before which an entry has had its time, by centre; `other` for entries of none. */
  readonly before: { readonly centres: ReadonlyMap<string, Date>; readonly other: Date }
}

/**
 * Removes the oldest entries up to the first that must still be kept, whichever centre's it is: a chain can only be
 * shortened from its beginning. A chain that does not verify is left as it is, for it is evidence.
 */
export async function removeAudit({ db, audit, vault, before }: AuditRemoval): Promise<number> {
  const last = await lastToRemove(db, before)
  if (last === undefined) return 0
  const verdict = await verifyAudit(db, vault)
  if ('brokenAt' in verdict)
    throw new AppError(
      'unavailable',
      `The audit log is broken at entry ${verdict.brokenAt}, so nothing of it is removed. Run \`npm run audit:verify\`.`,
    )
  return db.transaction().execute((tx) => audit.removeUpTo(tx, last))
}

async function lastToRemove(
  db: Kysely<Tables>,
  { centres, other }: AuditRemoval['before'],
): Promise<number | undefined> {
  const limits = JSON.stringify(Object.fromEntries(centres))
  const { rows } = await sql<{ last: number | null }>`
    with keep as (
      select min(seq) as seq from audit
      where at >= coalesce((${limits}::jsonb ->> centre_id::text)::timestamptz, ${other})
    )
    select max(audit.seq) as last from audit, keep
    where keep.seq is null or audit.seq < keep.seq`.execute(db)
  return rows[0]?.last ?? undefined
}
