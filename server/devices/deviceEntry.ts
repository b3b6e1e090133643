import type { AuditEntry } from '../audit/AuditLog.ts'
import type { StaffCaller } from '../http/RouteHandlers.ts'

/** What the audit log says of something that people did to a device of their own. */
export function deviceEntry(
  { centreId, staffId }: StaffCaller,
  action: string,
  deviceId: string,
  details: AuditEntry['details'] = {},
): AuditEntry {
  return {
    centreId,
    actor: { kind: 'staff', id: staffId },
    action,
    target: { kind: 'device', id: deviceId },
    details,
  }
}
