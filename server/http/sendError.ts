import type { ErrorRequestHandler, Response } from 'express'
import type { Logger } from 'pino'
import { AppError, type ErrorCode } from '../../shared/AppError.ts'
import { Refused } from './Refused.ts'

const STATUS: Readonly<Record<ErrorCode, number>> = {
  bad_request: 400,
  unauthenticated: 401,
  second_factor_required: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_many_requests: 429,
  unavailable: 503,
  internal: 500,
}

export function statusOf(error: AppError): number {
  return error instanceof Refused ? error.status : STATUS[error.code]
}

/** Any throw becomes one answer, `{ code, message }`, and one line in the log, without a word of what was sent. */
export function sendError(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request, response, _next) => {
    const error = understood(thrown)
    const status = statusOf(error)
    const fields = { route: routeOf(response), method: request.method, status, code: error.code }
    if (status === 500) log.error({ ...fields, err: error.cause ?? error }, 'request failed')
    else if (status === 503) log.warn({ ...fields, err: error.cause }, 'request refused')
    else log.debug(fields, 'request refused')
    if (response.headersSent) {
      response.destroy()
      return
    }
    response.status(status).set('Cache-Control', 'no-store')
    response.json({ code: error.code, message: error.message })
  }
}

/** The route's name, set by the door, because a path may hold an id. */
function routeOf(response: Response): string {
  const { route } = response.locals as { route?: string }
  return route ?? 'none'
}

/** Express and its parts throw errors with a status of their own when a URL or a request cannot be read. */
function understood(thrown: unknown): AppError {
  const status: unknown = thrown instanceof Error && 'status' in thrown ? thrown.status : undefined
  return thrown instanceof AppError || status !== 400
    ? AppError.from(thrown)
    : new AppError('bad_request', 'This address cannot be read.', { cause: thrown })
}
