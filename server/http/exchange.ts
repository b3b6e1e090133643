import type { Request, Response } from 'express'
import { parseCookie, stringifySetCookie, type SetCookie } from 'cookie'
import type { CookieName, Exchange } from './RouteHandlers.ts'
import { rateKey } from './rateKey.ts'

/** `__Host-` asks for the path `/`; the refresh cookie keeps its narrow path and takes the weaker prefix. */
const COOKIES: Readonly<Record<CookieName, { readonly prefix: string; readonly path: string }>> = {
  refresh: { prefix: '__Secure-', path: '/api/v1/session' },
  guest: { prefix: '__Host-', path: '/' },
}

/** What a handler may do with HTTP. Over plain http (a developer's machine) cookies go without the secure prefix. */
export function exchangeOf(request: Request, response: Response, secure: boolean): Exchange {
  const set = (name: CookieName, value: string, maxAge: number): void => {
    const cookie: SetCookie = {
      name: fullName(name, secure),
      value,
      maxAge,
      path: COOKIES[name].path,
      httpOnly: true,
      sameSite: 'strict',
      secure,
    }
    response.append('Set-Cookie', stringifySetCookie(cookie))
  }
  return {
    address: rateKey(request.ip),
    cookie: (name) => parseCookie(request.headers.cookie ?? '')[fullName(name, secure)],
    setCookie: set,
    clearCookie: (name) => set(name, '', 0),
  }
}

function fullName(name: CookieName, secure: boolean): string {
  return `${secure ? COOKIES[name].prefix : ''}consilium-${name}`
}
