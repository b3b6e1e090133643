import type { consults } from '../../shared/api/consults.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import type { ConsultParts } from './ConsultParts.ts'
import { enteringHandlers } from './enteringHandlers.ts'
import { inviteHandlers } from './inviteHandlers.ts'
import { planningHandlers } from './planningHandlers.ts'
import { readingHandlers } from './readingHandlers.ts'

/** What staff do with consults and the invites to them. */
export function consultHandlers(parts: ConsultParts): RouteHandlers<typeof consults> {
  return {
    ...readingHandlers(parts),
    ...planningHandlers(parts),
    ...enteringHandlers(parts),
    ...inviteHandlers(parts),
  }
}
