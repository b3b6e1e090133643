import { api, type Api } from '../../shared/api/api.ts'
import type { Params, RouteBody, RouteOutput } from '../../shared/api/contract.ts'
import { AppError, ERROR_CODES } from '../../shared/AppError.ts'

export type RouteName = keyof Api

interface Asking {
  readonly params?: unknown
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

type Init = Omit<RequestInit, 'headers'> & { readonly headers?: Record<string, string> }

/** One browser: its address, its cookies and its access token. It says its origin, as browsers do. */
export class HttpClient {
  readonly #url: string
  readonly #origin: string
  readonly address: string
  readonly cookies = new Map<string, string>()
  token: string | undefined

  constructor(url: string, origin: string, address: string) {
    this.#url = url
    this.#origin = origin
    this.address = address
  }

  /** What the route gives, or the AppError that the server told. */
  async ask<N extends RouteName>(
    name: N,
    input: { params?: Params<Api[N]>; body?: RouteBody<Api[N]> } = {},
  ): Promise<RouteOutput<Api[N]>> {
    const response = await this.send(name, input)
    if (response.ok)
      return (response.status === 204 ? undefined : await response.json()) as RouteOutput<Api[N]>
    const { code, message } = (await response.json()) as { code: AppError['code']; message: string }
    if (!ERROR_CODES.includes(code)) throw new Error(`An unknown code: ${code}`)
    throw new AppError(code, message)
  }

  /** The bare answer to anything, however wrong. */
  async send(name: RouteName, { params = {}, body, headers = {} }: Asking = {}): Promise<Response> {
    const { method, path } = api[name]
    const left = new Map(Object.entries(params as Record<string, unknown>))
    const filled = path.replaceAll(/:(\w+)/g, (_, key: string) => {
      const value = left.get(key)
      left.delete(key)
      return encodeURIComponent(String(value))
    })
    const query = new URLSearchParams([...left].map(([key, value]) => [key, String(value)]))
    const suffix = query.size > 0 ? `?${query.toString()}` : ''
    return this.fetch(`/api/v1${filled}${suffix}`, {
      method: method.toUpperCase(),
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    })
  }

  async fetch(path: string, init: Init = {}): Promise<Response> {
    const { method = 'GET' } = init
    const response = await fetch(new URL(path, this.#url), {
      redirect: 'manual',
      ...init,
      headers: {
        'x-forwarded-for': this.address,
        ...(method === 'GET' || method === 'HEAD' ? {} : { origin: this.#origin }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(this.cookies.size === 0 ? {} : { cookie: this.#cookieHeader() }),
        ...init.headers,
      },
    })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    return response
  }

  #cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split('; ')
    const [name = '', value = ''] = pair.split('=')
    if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}
