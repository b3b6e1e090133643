import { createHmac } from 'node:crypto'
import type { Redis } from 'ioredis'
import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible'
import { AppError } from '../../shared/AppError.ts'
import { keys } from './keys.ts'
import { LIMITS, type Limit, type LimitName, type Limits } from './Limits.ts'

/** Limits of a single node. */
export function memoryLimits(): Limits {
  return limitsOver((name, limit) => new RateLimiterMemory(optionsOf(name, limit)))
}

/**
 * Limits shared by all nodes. While Redis is away nothing is allowed that it would have to count. A key may be an
 * address, so Redis gets it hashed under `secret`.
 */
export function redisLimits(redis: Redis, secret: string): Limits {
  const hidden = (key: string) => createHmac('sha256', secret).update(key).digest('base64url')
  const { take, giveBack, forgive } = limitsOver(
    (name, limit) =>
      new RateLimiterRedis({
        ...optionsOf(name, limit),
        storeClient: redis,
        rejectIfRedisNotReady: true,
      }),
  )
  return {
    take: (name, key) => take(name, hidden(key)),
    giveBack: (name, key) => giveBack(name, hidden(key)),
    forgive: (name, key) => forgive(name, hidden(key)),
  }
}

function optionsOf(name: string, { points, seconds, blockSeconds }: Limit) {
  return {
    keyPrefix: keys.limit(name),
    points,
    duration: seconds,
    blockDuration: blockSeconds ?? 0,
  }
}

function limitsOver(make: (name: LimitName, limit: Limit) => RateLimiterAbstract): Limits {
  const limiters = Object.fromEntries(
    Object.entries(LIMITS).map(([name, limit]) => [name, make(name as LimitName, limit)]),
  ) as Record<LimitName, RateLimiterAbstract>

  return {
    take: (name, key) => limiters[name].consume(key).then(nothing, refuse),
    giveBack: (name, key) => limiters[name].reward(key).then(nothing, refuse),
    forgive: (name, key) => limiters[name].delete(key).then(nothing, refuse),
  }
}

function nothing(): void {}

/** rate-limiter-flexible rejects with its result when the limit is reached, and with an error when it cannot count. */
function refuse(reason: unknown): never {
  if (!(reason instanceof RateLimiterRes))
    throw new AppError(
      'unavailable',
      'This is not possible at the moment. Please try again soon.',
      {
        cause: reason,
      },
    )
  const minutes = Math.ceil(reason.msBeforeNext / 60_000)
  throw new AppError(
    'too_many_requests',
    minutes > 1
      ? `Too many tries. Please wait ${minutes} minutes and try again.`
      : 'Too many tries. Please wait a minute and try again.',
  )
}
