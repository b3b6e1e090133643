import type { Kysely } from 'kysely'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { Limits } from '../cluster/Limits.ts'
import type { Tables } from '../persistence/tables.ts'
import type { Vault } from '../persistence/Vault.ts'
import type { AccessTokens } from './AccessTokens.ts'
import type { StaffSessions } from './StaffSessions.ts'

/** What signing in and accounts are made of. */
export interface AccountParts {
  readonly db: Kysely<Tables>
  readonly vault: Vault
  readonly audit: AuditLog
  readonly limits: Limits
  readonly tokens: AccessTokens
  readonly sessions: StaffSessions
  /** ACCESS_TOKEN_SECRET, from which the key that hides e-mail addresses in rate limits is derived. */
  readonly secret: string
  readonly now: () => Date
}
