import type { Route } from '../../shared/api/contract.ts'

const BASE = '/api/v1'

/** The address of a route: parameters fill its path, and of a GET the rest becomes the query. */
export function urlOf(
  { method, path }: Pick<Route, 'method' | 'path'>,
  params: Readonly<Record<string, unknown>>,
): string {
  const left = new Map(Object.entries(params).map(([name, value]) => [name, String(value)]))
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = left.get(name)
    left.delete(name)
    return encodeURIComponent(value ?? '')
  })
  const query = method === 'get' ? new URLSearchParams([...left]).toString() : ''
  return BASE + filled + (query && `?${query}`)
}
