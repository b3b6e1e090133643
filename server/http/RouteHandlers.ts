import type {
  Needs,
  Params,
  Route,
  RouteBody,
  RouteOutput,
  Routes,
} from '../../shared/api/contract.ts'
import type { ListedRole, StaffRole } from '../../shared/domain/roles.ts'

/** A person with an account, as the access token says and the record confirmed. */
export interface StaffCaller {
  readonly kind: 'staff'
  readonly staffId: string
  readonly centreId: string
  readonly sessionId: string
  readonly roles: readonly StaffRole[]
  /** The centre requires a second factor and they have none yet: only `account.*` is open to them. */
  readonly mustAddSecondFactor: boolean
}

/** A guest's device, from its cookie, with an invite that is in force. */
export interface GuestCaller {
  readonly kind: 'guest'
  readonly guestSessionId: string
  readonly inviteId: string
  readonly consultId: string
}

export interface NobodyCaller {
  readonly kind: 'nobody'
}

export type Caller = StaffCaller | GuestCaller | NobodyCaller

/** What a handler is told of who calls: decided by the route's `needs`. */
export type CallerOf<N extends Needs> = N extends 'anyone'
  ? NobodyCaller
  : N extends 'visit'
    ? GuestCaller
    : N extends 'consult.read' | 'consult.host'
      ? StaffCaller & { readonly listedAs: ListedRole }
      : StaffCaller

/** The little that a handler may do with HTTP itself. */
export interface Exchange {
  /** The client's address, for rate limits; never logged. */
  readonly address: string
  readonly cookie: (name: CookieName) => string | undefined
  readonly setCookie: (name: CookieName, value: string, maxAgeSeconds: number) => void
  readonly clearCookie: (name: CookieName) => void
}

export type CookieName = 'refresh' | 'guest'

type Handler<R> =
  R extends Route<infer N>
    ? (
        input: { readonly params: Params<R>; readonly body: RouteBody<R> },
        caller: CallerOf<N>,
        exchange: Exchange,
      ) => RouteOutput<R> | Promise<RouteOutput<R>>
    : never

/** One function for each route of a part of the API; the compiler finds the missing ones. */
export type RouteHandlers<A extends Routes> = { readonly [K in keyof A]: Handler<A[K]> }
