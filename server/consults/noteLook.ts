import { sql } from 'kysely'
import type { AuditEntry } from '../audit/AuditLog.ts'
import type { RecordParts } from './ConsultParts.ts'

/** Pages ask again and again while they are open; the log says once in this time who looked. */
const NOTED_FOR_MS = 3_600_000

type Look = AuditEntry & { readonly target: NonNullable<AuditEntry['target']> }

/** Before anything is shown, so that nobody looks unseen when the log cannot be written. */
export async function noteLook({ db, audit, now }: RecordParts, look: Look): Promise<void> {
  const noted = await db
    .selectFrom('audit')
    .select('seq')
    .where('target_id', '=', look.target.id)
    .where('actor_id', '=', look.actor.id ?? null)
    .where('action', '=', look.action)
    .where(sql<boolean>`details = ${JSON.stringify(look.details ?? {})}::jsonb`)
    .where('at', '>', new Date(now().getTime() - NOTED_FOR_MS))
    .limit(1)
    .executeTakeFirst()
  if (!noted) await audit.append(db, look)
}
