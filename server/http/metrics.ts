import { timingSafeEqual, createHash } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { Histogram, type Registry } from 'prom-client'
import { AppError } from '../../shared/AppError.ts'

const LOOPBACK = /^(?:127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const

/** How long answers take, by route and status; a route's name holds no id. */
export function measureRequests(registry: Registry): RequestHandler {
  const seconds = new Histogram({
    name: 'consilium_http_request_seconds',
    help: 'Time to answer an API request',
    labelNames: ['route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5],
    registers: [registry],
  })
  return (_request, response, next) => {
    const stop = seconds.startTimer()
    response.once('finish', () => {
      const { route = 'none' } = response.locals as { route?: string }
      stop({ route, status: response.statusCode })
    })
    next()
  }
}

/** Figures for the operator: with the token, or where none is set from this machine itself. */
export function serveMetrics(registry: Registry, token: string | undefined): RequestHandler {
  return async (request, response) => {
    if (!(token === undefined ? isLocal(request) : holds(request, token)))
      throw new AppError('not_found', 'There is nothing at this address.')
    response.set('Cache-Control', 'no-store').type(registry.contentType)
    response.send(await registry.metrics())
  }
}

/** A proxy on this machine makes everybody look local, so that whatever came through one is not. */
function isLocal({ socket, headers }: Request): boolean {
  return (
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    FORWARDED.every((name) => headers[name] === undefined)
  )
}

function holds({ headers }: Request, token: string): boolean {
  return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`))
}

/** Of equal length, so that the comparison can take constant time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
