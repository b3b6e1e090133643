import type { Request } from 'express'
import { AppError } from '../../shared/AppError.ts'

export interface OriginRule {
  readonly publicUrl: string
  readonly production: boolean
}

/**
 * Refuses a change that another site's page asked for (CSRF). Browsers send `Origin` with every request that
 * is not a GET; a client that is not a browser must say it too, so that its absence proves nothing.
 */
export function requireSameOrigin(request: Request, rule: OriginRule): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin, host, 'sec-fetch-site': site } = request.headers
  const fromHere = origin === undefined ? site === 'same-origin' : isOurs(origin, host, rule)
  if (!fromHere || (site !== undefined && site !== 'same-origin'))
    throw new AppError('forbidden', 'This came from another site. Please open Consilium itself.')
}

/** Outside production the address that a developer opened is as good as the configured one. */
function isOurs(origin: string, host: string | undefined, rule: OriginRule): boolean {
  if (origin === new URL(rule.publicUrl).origin) return true
  return !rule.production && URL.canParse(origin) && new URL(origin).host === host
}
