import { randomUUID } from 'node:crypto'
import { createAdapter } from '@socket.io/redis-streams-adapter'
import { Redis } from 'ioredis'
import type { Logger } from 'pino'
import type { Cluster } from './Cluster.ts'
import { redisLimits } from './rateLimits.ts'
import { RedisRoomLeases } from './RedisRoomLeases.ts'
import { RedisTickets } from './RedisTickets.ts'

/** How long one read waits for news; a node that stops waits so long at most. */
const BLOCK_MS = 1_000

/** Nodes that meet in Redis or Valkey. While it is away, sign-in and tickets refuse and live rooms go on. */
export function redisCluster(url: string, secret: string, log: Logger): Cluster {
  const redis = new Redis(url, { maxRetriesPerRequest: 1, enableOfflineQueue: false })
  // The adapter reads in a loop that never rests when a read fails at once: its client waits for Redis instead.
  const patient = redis.duplicate({ maxRetriesPerRequest: null, enableOfflineQueue: true })
  for (const client of [redis, patient])
    client.on('error', (error: Error) => log.warn({ code: error.name }, 'Redis cannot be reached'))
  return {
    tickets: new RedisTickets(redis),
    limits: redisLimits(redis, secret),
    leases: new RedisRoomLeases(redis, randomUUID(), log),
    adapt: (io) => void io.adapter(createAdapter(patient, { blockTimeInMs: BLOCK_MS })),
    hasOthers: true,
    ready: () => redis.status === 'ready',
    close: async () => {
      patient.disconnect()
      await redis.quit().catch(() => redis.disconnect())
    },
  }
}
