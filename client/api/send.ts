import type { Api as Routes } from '../../shared/api/api.ts'
import type { Params, RouteBody, RouteOutput } from '../../shared/api/contract.ts'
import { AppError, ERROR_CODES, type ErrorCode } from '../../shared/AppError.ts'
import { routes } from './routes.ts'
import { urlOf } from './urlOf.ts'

export type RouteName = keyof Routes
export type ParamsOf<K extends RouteName> = Params<Routes[K]>
export type BodyOf<K extends RouteName> = RouteBody<Routes[K]>
export type OutputOf<K extends RouteName> = RouteOutput<Routes[K]>

/** What a call is given after its name: nothing that the route does not ask for. */
export type CallInput<K extends RouteName> =
  undefined extends BodyOf<K>
    ? string extends keyof ParamsOf<K>
      ? []
      : [params: ParamsOf<K>]
    : [params: ParamsOf<K>, body: BodyOf<K>]

/** Asks the server once. Rejects with an AppError whose sentence can be shown. */
export type Call = <K extends RouteName>(name: K, ...input: CallInput<K>) => Promise<OutputOf<K>>

const UNREACHABLE =
  'We cannot reach Consilium just now. Check your internet connection, then try again.'

/** A route called with an access token, or without one: then the cookies say who asks. */
export async function send<K extends RouteName>(
  fetch: typeof globalThis.fetch,
  accessToken: string | undefined,
  name: K,
  input: CallInput<K>,
): Promise<OutputOf<K>> {
  const route = routes[name]
  const [params, body] = input
  const response = await fetch(urlOf(route, params ?? {}), {
    method: route.method.toUpperCase(),
    headers: {
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(accessToken === undefined ? {} : { Authorization: `Bearer ${accessToken}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new AppError('unavailable', UNREACHABLE, { cause })
  })
  const said = await readJson(response)
  if (!response.ok) throw errorIn(said, response.status)
  // The server's handlers are held to the same schemas by the compiler and by tests; checking them again would cost zod.
  return said as OutputOf<K>
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text().catch(() => '')
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The server's own words; a proxy's error page has none, and gets ours. */
function errorIn(said: unknown, status: number): AppError {
  if (typeof said === 'object' && said !== null && 'code' in said && 'message' in said) {
    const { code, message } = said
    if (isErrorCode(code) && typeof message === 'string') return new AppError(code, message)
  }
  return status >= 502
    ? new AppError('unavailable', 'Consilium is not ready just now. Please try again in a minute.')
    : new AppError('internal', 'Something went wrong. Please try again.')
}

function isErrorCode(code: unknown): code is ErrorCode {
  return ERROR_CODES.some((known) => known === code)
}
