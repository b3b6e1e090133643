import type { AuditEntry } from '../audit/AuditLog.ts'
import type { StaffCaller } from '../http/RouteHandlers.ts'

/** What the audit log says of something that an administrator did; without a target, to the centre. */
export function adminEntry(
  { centreId, staffId }: StaffCaller,
  action: string,
  targetId?: string,
  details: AuditEntry['details'] = {},
): AuditEntry {
  return {
    centreId,
    actor: { kind: 'staff', id: staffId },
    action,
    target:
      targetId === undefined ? { kind: 'centre', id: centreId } : { kind: 'staff', id: targetId },
    details,
  }
}
