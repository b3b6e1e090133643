import type { z } from 'zod'
import type { Permission } from '../domain/roles.ts'

/** `anyone` is a door without a lock: its handler proves who calls, and what fails there is limited by address. */
export type Needs = Permission | 'anyone'

/** One HTTP route under `/api/v1`. A path with `:consultId` is about that consult, and its list decides. */
export interface Route<
  N extends Needs = Needs,
  P extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: `/${string}`
  readonly needs: N
  readonly summary: string
  /** Path parameters and, for GET, the query. */
  readonly params: P
  readonly body: B
  readonly output: O
}

export type Routes = Record<string, Route>
export type Params<R> = R extends Route<Needs, infer P> ? z.output<P> : never
export type RouteBody<R> = R extends Route<Needs, z.ZodType, infer B> ? z.output<B> : never
export type RouteOutput<R> =
  R extends Route<Needs, z.ZodType, z.ZodType, infer O> ? z.output<O> : never

export function route<
  const N extends Needs,
  P extends z.ZodType,
  B extends z.ZodType,
  O extends z.ZodType,
>(of: Route<N, P, B, O>): Route<N, P, B, O> {
  return of
}
