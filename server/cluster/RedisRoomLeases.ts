import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { keys } from './keys.ts'
import type { Lease, RoomLeases } from './RoomLeases.ts'

const LEASE_MS = 15_000
const RENEW_MS = 5_000

/** Extends or deletes a lease only while it is still ours. */
const RENEW = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`

/** Leases among nodes. A node that dies loses its rooms after `LEASE_MS`. */
export class RedisRoomLeases implements RoomLeases {
  readonly #redis: Redis
  readonly #node: string
  readonly #log: Logger

  constructor(redis: Redis, node: string, log: Logger) {
    this.#redis = redis
    this.#node = node
    this.#log = log
  }

  readonly claim = async (roomId: string): Promise<Lease | undefined> => {
    const key = keys.lease(roomId)
    const got = await this.#redis.set(key, this.#node, 'PX', LEASE_MS, 'NX')
    if (got === null && (await this.#redis.get(key)) !== this.#node) return undefined
    // Redis being away does not end a call: the room lives on, and the lease is taken up again.
    const timer = setInterval(() => void this.#run(RENEW, key, LEASE_MS), RENEW_MS)
    timer.unref()
    return {
      release: () => {
        clearInterval(timer)
        void this.#run(RELEASE, key)
      },
    }
  }

  async #run(script: string, key: string, ...rest: number[]): Promise<void> {
    try {
      await this.#redis.eval(script, 1, key, this.#node, ...rest)
    } catch (error) {
      this.#log.warn({ err: error }, 'a room lease could not be changed')
    }
  }
}
