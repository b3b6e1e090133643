import type { RequestHandler, Response } from 'express'
import type { Route } from '../../shared/api/contract.ts'
import type { Limits } from '../cluster/Limits.ts'
import type { Callers } from './Callers.ts'
import type { Caller, Exchange } from './RouteHandlers.ts'
import { exchangeOf } from './exchange.ts'
import { parseInput } from './parseInput.ts'
import { identify, permit } from './permit.ts'
import { readJson } from './readJson.ts'
import { requireSameOrigin } from './requireSameOrigin.ts'

/** A handler of any route, as the door calls it once everything was checked. */
export type AnyHandler = (
  input: { readonly params: unknown; readonly body: unknown },
  caller: Caller,
  exchange: Exchange,
) => unknown

export interface DoorParts {
  readonly callers: Callers
  readonly limits: Limits
  readonly publicUrl: string
  readonly production: boolean
}

/** The single way by which a request reaches a handler: counted, from our own page, known, permitted, understood. */
export function door(
  name: string,
  route: Route,
  handle: AnyHandler,
  parts: DoorParts,
): RequestHandler {
  const { callers, limits } = parts
  const secure = parts.publicUrl.startsWith('https:')
  return async (request, response) => {
    response.locals['route'] = name
    const exchange = exchangeOf(request, response, secure)
    const isOpen = route.needs === 'anyone'
    if (isOpen) await limits.take('anyone', exchange.address)
    requireSameOrigin(request, parts)
    const known = await identify(route.needs, request.headers.authorization, exchange, callers)
    const params = parseInput(route.params, { ...request.query, ...request.params })
    const caller = await permit({ name, needs: route.needs }, known, consultOf(params), callers)
    const body = parseInput(route.body, await readJson(request, response))
    const value = route.output.parse(await handle({ params, body }, caller, exchange))
    if (isOpen) await limits.giveBack('anyone', exchange.address)
    answer(response, value)
  }
}

function consultOf(params: unknown): string | undefined {
  const { consultId } = params as { consultId?: string }
  return consultId
}

function answer(response: Response, value: unknown): void {
  response.set('Cache-Control', 'no-store')
  if (value === undefined) response.status(204).end()
  else response.json(value)
}
