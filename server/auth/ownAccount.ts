import type { Kysely } from 'kysely'
import type { AuditEntry } from '../audit/AuditLog.ts'
import type { StaffCaller } from '../http/RouteHandlers.ts'
import type { Row, Tables } from '../persistence/tables.ts'

/** The caller's own row. */
export function ownRow(db: Kysely<Tables>, { staffId }: StaffCaller): Promise<Row<'staff'>> {
  return db.selectFrom('staff').where('id', '=', staffId).selectAll().executeTakeFirstOrThrow()
}

/** What the audit log says of something that people did to their own account. */
export function ownEntry({ centreId, staffId }: StaffCaller, action: string): AuditEntry {
  return {
    centreId,
    actor: { kind: 'staff', id: staffId },
    action,
    target: { kind: 'staff', id: staffId },
  }
}
