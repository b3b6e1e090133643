import { AppError } from '../../shared/AppError.ts'
import type { Needs } from '../../shared/api/contract.ts'
import {
  can,
  canInCentre,
  isConsultPermission,
  type ListedRole,
} from '../../shared/domain/roles.ts'
import type { Callers } from './Callers.ts'
import type { Caller, Exchange, GuestCaller, StaffCaller } from './RouteHandlers.ts'

type Permitted = Caller | (StaffCaller & { readonly listedAs: ListedRole })

/** Who calls, proved in the way that the route asks for. Throws AppError `unauthenticated`. */
export async function identify(
  needs: Needs,
  authorization: string | undefined,
  exchange: Exchange,
  callers: Callers,
): Promise<Caller> {
  if (needs === 'anyone') return { kind: 'nobody' }
  const caller: StaffCaller | GuestCaller | undefined =
    needs === 'visit'
      ? await callers.guest(exchange.cookie('guest'))
      : await callers.staff(authorization)
  if (caller) return caller
  throw new AppError(
    'unauthenticated',
    needs === 'visit'
      ? 'Your visit is not open on this device. Please open your link again.'
      : 'You are signed out. Please sign in again.',
  )
}

/**
 * The caller, if they may do this. A consult that they are not on the list of does not exist for them.
 * Throws AppError `forbidden`, `not_found` or `second_factor_required`.
 */
export async function permit(
  route: { readonly name: string; readonly needs: Needs },
  caller: Caller,
  consultId: string | undefined,
  callers: Callers,
): Promise<Permitted> {
  const { needs } = route
  if (needs === 'anyone') return { kind: 'nobody' }
  if (needs === 'visit' && caller.kind === 'guest') return caller
  if (caller.kind !== 'staff') throw forbidden()
  if (caller.mustAddSecondFactor && !route.name.startsWith('account.'))
    throw new AppError(
      'second_factor_required',
      'Your centre requires a second factor. Please add one under Account first.',
    )
  if (isConsultPermission(needs)) return permitOnList(needs, caller, consultId, callers)
  if (needs !== 'account' && needs !== 'consult.plan' && needs !== 'centre.administer')
    throw forbidden()
  if (!canInCentre(caller.roles, needs)) throw forbidden()
  return caller
}

async function permitOnList(
  needs: 'consult.read' | 'consult.host',
  caller: StaffCaller,
  consultId: string | undefined,
  callers: Callers,
): Promise<Permitted> {
  const listedAs = consultId && (await callers.listedAs(caller.staffId, caller.centreId, consultId))
  if (!listedAs) throw new AppError('not_found', 'There is no such consult among yours.')
  if (!can(listedAs, needs)) throw forbidden()
  return { ...caller, listedAs }
}

function forbidden(): AppError {
  return new AppError('forbidden', 'Your role does not allow this.')
}
