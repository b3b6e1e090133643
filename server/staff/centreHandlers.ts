import type { centre } from '../../shared/api/centre.ts'
import type { hostless } from '../../shared/api/hostless.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import { hostlessHandlers } from './hostlessHandlers.ts'
import { retentionHandlers } from './retentionHandlers.ts'
import { settingsHandlers } from './settingsHandlers.ts'
import { staffHandlers } from './staffHandlers.ts'
import { staffResetHandlers } from './staffResetHandlers.ts'
import type { StaffParts } from './StaffParts.ts'

/** The centre's settings, its staff, how long it keeps what, and consults that lost their host. */
export function centreHandlers(parts: StaffParts): RouteHandlers<typeof centre & typeof hostless> {
  return {
    ...settingsHandlers(parts),
    ...staffHandlers(parts),
    ...staffResetHandlers(parts),
    ...retentionHandlers(parts),
    ...hostlessHandlers(parts),
  }
}
