import type { devices } from '../../shared/api/devices.ts'
import type { RecordParts } from '../consults/ConsultParts.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import { inviteSecretHandlers } from './inviteSecretHandlers.ts'
import { ownDeviceHandlers } from './ownDeviceHandlers.ts'

/** Staff's devices, and the secrets that are sealed to them. */
export function deviceHandlers(parts: RecordParts): RouteHandlers<typeof devices> {
  return { ...ownDeviceHandlers(parts), ...inviteSecretHandlers(parts) }
}
