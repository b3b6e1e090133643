import type { centre } from '../../shared/api/centre.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import { retentionHandlers } from './retentionHandlers.ts'
import { settingsHandlers } from './settingsHandlers.ts'
import { staffHandlers } from './staffHandlers.ts'
import { staffResetHandlers } from './staffResetHandlers.ts'
import type { StaffParts } from './StaffParts.ts'

/** The centre's settings, its staff, and how long it keeps what. */
export function centreHandlers(parts: StaffParts): RouteHandlers<typeof centre> {
  return {
    ...settingsHandlers(parts),
    ...staffHandlers(parts),
    ...staffResetHandlers(parts),
    ...retentionHandlers(parts),
  }
}
