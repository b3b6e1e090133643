import express, { type Express, Router } from 'express'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { AppError } from '../../shared/AppError.ts'
import { api, type Api } from '../../shared/api/api.ts'
import type { Route } from '../../shared/api/contract.ts'
import type { Limits } from '../cluster/Limits.ts'
import type { Callers } from './Callers.ts'
import { type AnyHandler, door, type DoorParts } from './door.ts'
import { health } from './health.ts'
import { measureRequests, serveMetrics } from './metrics.ts'
import { API_PREFIX, openApi } from './openApi.ts'
import { rateKey } from './rateKey.ts'
import { Refused } from './Refused.ts'
import type { RouteHandlers } from './RouteHandlers.ts'
import { securityHeaders } from './securityHeaders.ts'
import { sendError } from './sendError.ts'
import { serveClient } from './serveClient.ts'

export interface AppConfig {
  readonly publicUrl: string
  /** How many proxies in front may say who the client is. */
  readonly trustProxy: number
  readonly production: boolean
  readonly clientDir: string
  readonly metricsToken: string | undefined
}

export interface AppParts {
  /** A route without a handler is not there. */
  readonly handlers: Partial<RouteHandlers<Api>>
  readonly callers: Callers
  readonly limits: Limits
  readonly log: Logger
  readonly ready: () => Promise<boolean>
  readonly metrics: Registry
  readonly config: AppConfig
}

/** Everything that answers over HTTP: health, figures, the API behind its door, and the client. */
export function createApp(parts: AppParts): Express {
  const { config, metrics, log } = parts
  const app = express()
  app.disable('x-powered-by').set('etag', false).set('query parser', 'simple')
  app.set('trust proxy', config.trustProxy)
  app.use(...securityHeaders(config))
  app.use(health(parts.ready))
  app.get('/metrics', serveMetrics(metrics, config.metricsToken))
  app.use('/api', measureRequests(metrics), counted(parts.limits))
  app.use(API_PREFIX, apiRoutes(parts))
  app.use('/api', nothingHere)
  app.use(serveClient(config.clientDir))
  app.use(nothingHere)
  app.use(sendError(log))
  return app
}

function apiRoutes({ handlers, callers, limits, config }: AppParts): Router {
  const router = Router({ caseSensitive: true, strict: true })
  const { publicUrl, production } = config
  const parts: DoorParts = { callers, limits, publicUrl, production }
  const document = openApi(publicUrl)
  router.get('/openapi.json', (_request, response) => {
    response.set('Cache-Control', 'no-cache').json(document)
  })
  const methods = new Map<string, string[]>()
  for (const [name, route] of Object.entries<Route>(api)) {
    // The compiler checked each handler against its own route; the door holds callers to the same schemas.
    const handle = handlers[name as keyof Api] as AnyHandler | undefined
    if (!handle) continue
    router[route.method](route.path, door(name, route, handle, parts))
    methods.set(route.path, [...(methods.get(route.path) ?? []), route.method.toUpperCase()])
  }
  for (const [path, allowed] of methods)
    router.all(path, (_request, response) => {
      response.set('Allow', allowed.join(', '))
      throw new Refused(405, 'This address does not do that.')
    })
  return router
}

function counted(limits: Limits): express.RequestHandler {
  return async (request, _response, next) => {
    await limits.take('http', rateKey(request.ip))
    next()
  }
}

function nothingHere(): never {
  throw new AppError('not_found', 'There is nothing at this address.')
}
