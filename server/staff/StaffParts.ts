import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { StaffSessions } from '../auth/StaffSessions.ts'
import type { Mailer } from '../mail/Mailer.ts'
import type { Tables } from '../persistence/tables.ts'
import type { Presence } from '../rooms/Presence.ts'

/** What administering a centre is made of. */
export interface StaffParts {
  readonly db: Kysely<Tables>
  readonly audit: AuditLog
  readonly sessions: StaffSessions
  readonly presence: Presence
  readonly mailer: Mailer
  readonly publicUrl: string
  readonly now: () => Date
}
