import type { Kysely } from 'kysely'
import type { Ticket } from '../../shared/api/consults.ts'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { Limits } from '../cluster/Limits.ts'
import type { Mailer } from '../mail/Mailer.ts'
import type { Tables } from '../persistence/tables.ts'
import type { Vault } from '../persistence/Vault.ts'
import type { Presence } from '../rooms/Presence.ts'
import type { Pass } from '../signalling/Session.ts'

export type Db = Kysely<Tables>

/** What writing the record of consults takes. */
export interface RecordParts {
  readonly db: Db
  readonly vault: Vault
  readonly audit: AuditLog
  readonly now: () => Date
}

/** What consults and visits are built from. */
export interface ConsultParts extends RecordParts {
  readonly mailer: Mailer
  readonly presence: Presence
  readonly limits: Limits
  readonly issueTicket: (pass: Pass) => Promise<Ticket>
  /** Without a slash at its end: links begin with it. */
  readonly publicUrl: string
}
