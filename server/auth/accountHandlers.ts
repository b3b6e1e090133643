import type { account } from '../../shared/api/account.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import type { AccountParts } from './AccountParts.ts'
import { enrolmentHandlers } from './enrolmentHandlers.ts'
import { ownAccountHandlers } from './ownAccountHandlers.ts'
import { secondFactorHandlers } from './secondFactorHandlers.ts'
import { sessionHandlers } from './sessionHandlers.ts'

/** Signing in and out, one's own account, and the links that accounts begin with. */
export function accountHandlers(parts: AccountParts): RouteHandlers<typeof account> {
  return {
    ...sessionHandlers(parts),
    ...ownAccountHandlers(parts),
    ...secondFactorHandlers(parts),
    ...enrolmentHandlers(parts),
  }
}
