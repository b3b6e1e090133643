import type { z } from 'zod'
import type { ErrorCode } from '../AppError.ts'
import type { RoomPermission } from '../domain/roles.ts'

/** Asked by a client, answered exactly once by the server. */
export interface Request<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly kind: 'request'
  readonly needs: RoomPermission
  readonly input: In
  readonly output: Out
}

/** Told by the server to those in the room who hold `needs`. Never replayed. */
export interface Event<Body extends z.ZodType = z.ZodType> {
  readonly kind: 'event'
  readonly needs: RoomPermission
  readonly body: Body
}

/** Like an event, but the last value is kept and given to whoever joins later. */
export interface Shared<Body extends z.ZodType = z.ZodType> {
  readonly kind: 'shared'
  readonly needs: RoomPermission
  readonly body: Body
}

export type Protocol = Record<string, Request | Event | Shared>

export type RequestName<P> = { [K in keyof P]: P[K] extends Request ? K : never }[keyof P] & string
export type EventName<P> = { [K in keyof P]: P[K] extends Event ? K : never }[keyof P] & string
export type SharedName<P> = { [K in keyof P]: P[K] extends Shared ? K : never }[keyof P] & string

export type Input<M> = M extends Request<infer In> ? z.output<In> : never
export type Output<M> = M extends Request<z.ZodType, infer Out> ? z.output<Out> : never
export type Body<M> = M extends Event<infer B> | Shared<infer B> ? z.output<B> : never

/** What every request is answered with. */
export type Reply<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; message: string }

export function request<In extends z.ZodType, Out extends z.ZodType>(of: {
  needs: RoomPermission
  input: In
  output: Out
}): Request<In, Out> {
  return { kind: 'request', ...of }
}

export function event<B extends z.ZodType>(of: { needs: RoomPermission; body: B }): Event<B> {
  return { kind: 'event', ...of }
}

export function shared<B extends z.ZodType>(of: { needs: RoomPermission; body: B }): Shared<B> {
  return { kind: 'shared', ...of }
}
