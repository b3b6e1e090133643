import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { LIMITS } from '../../server/cluster/Limits.ts'
import { MemoryRoomLeases } from '../../server/cluster/MemoryRoomLeases.ts'
import { MemoryTickets } from '../../server/cluster/MemoryTickets.ts'
import { memoryLimits, redisLimits } from '../../server/cluster/rateLimits.ts'
import { redisCluster } from '../../server/cluster/redisCluster.ts'
import { RedisRoomLeases } from '../../server/cluster/RedisRoomLeases.ts'
import { RedisTickets } from '../../server/cluster/RedisTickets.ts'
import type { Pass } from '../../server/signalling/Session.ts'
import { redisServer } from './redisServer.ts'

const log = pino({ level: 'silent' })
let server: Awaited<ReturnType<typeof redisServer>>
let redis: Redis

beforeAll(async () => {
  server = await redisServer()
  redis = new Redis(server.url)
})

afterAll(async () => {
  redis.disconnect()
  await server[Symbol.asyncDispose]()
})

function pass(): Pass {
  const id = randomUUID
  return { personId: id(), kind: 'guest', loginId: id(), roomId: id(), role: 'patient' }
}

const owners = new Map<string, string>()
const twins = {
  memory: {
    tickets: () => new MemoryTickets(),
    limits: () => memoryLimits(),
    leases: (node: string) => new MemoryRoomLeases(node, owners),
  },
  Redis: {
    tickets: () => new RedisTickets(redis),
    limits: () => redisLimits(redis, 'a secret of the test'),
    leases: (node: string) => new RedisRoomLeases(redis, node, log),
  },
}

describe.each(Object.entries(twins))('in %s', (_, twin) => {
  test('a ticket gives its pass once, to one of fifty who come at the same time', async () => {
    const tickets = twin.tickets()
    const mine = pass()
    const ticket = await tickets.issue(mine)
    const redeemed = await Promise.all(Array.from({ length: 50 }, () => tickets.redeem(ticket)))
    expect(redeemed.filter((found) => found !== undefined)).toEqual([mine])
  })

  test('a ticket that nobody issued gives nothing', async () => {
    expect(await twin.tickets().redeem('A'.repeat(43))).toBeUndefined()
  })

  test('a limit lets its points through, then refuses with a sentence, and a success gives them back', async () => {
    const limits = twin.limits()
    const key = randomUUID()
    for (let index = 0; index < LIMITS.signIn.points; index += 1) await limits.take('signIn', key)
    await expect(limits.take('signIn', key)).rejects.toMatchObject({
      code: 'too_many_requests',
      message: expect.stringContaining('wait'),
    })
    await expect(limits.take('signIn', randomUUID())).resolves.toBeUndefined()
    await limits.forgive('signIn', key)
    await expect(limits.take('signIn', key)).resolves.toBeUndefined()
  })

  test('of a key shared by many, a success gives back its own point and no failure', async () => {
    const limits = twin.limits()
    const address = randomUUID()
    const { points } = LIMITS.guestCode
    await limits.take('guestCode', address)
    for (let index = 0; index < points; index += 1) {
      await limits.take('guestCode', address)
      await limits.giveBack('guestCode', address)
    }
    for (let index = 1; index < points; index += 1) await limits.take('guestCode', address)
    await expect(limits.take('guestCode', address)).rejects.toMatchObject({
      code: 'too_many_requests',
    })
  })

  test('a room has one owner among the nodes until it is released', async () => {
    const room = randomUUID()
    const lease = await twin.leases('node-a').claim(room)
    expect(lease).toBeDefined()
    expect(await twin.leases('node-b').claim(room)).toBeUndefined()
    lease?.release()
    await vi.waitFor(async () => expect(await twin.leases('node-b').claim(room)).toBeDefined())
  })

  test('a node may claim its own room again', async () => {
    const room = randomUUID()
    await twin.leases('node-a').claim(room)
    expect(await twin.leases('node-a').claim(room)).toBeDefined()
  })
})

test('a memory ticket ends after a minute', async () => {
  let now = 0
  const tickets = new MemoryTickets(() => now)
  const ticket = await tickets.issue(pass())
  now = 60_000
  expect(await tickets.redeem(ticket)).toBeUndefined()
})

test('a ticket in Redis ends after a minute, and Redis holds neither the ticket nor a name', async () => {
  const ticket = await new RedisTickets(redis).issue(pass())
  const keys = await redis.keys('consilium:ticket:*')
  expect(keys.join()).not.toContain(ticket)
  for (const key of keys) expect(await redis.ttl(key)).toBeLessThanOrEqual(60)
  expect(await redis.ttl(keys[0] ?? '')).toBeGreaterThan(0)
})

test('a limit in Redis holds neither an address nor anything else that was counted', async () => {
  await redisLimits(redis, 'a secret of the test').take('anyone', '203.0.113.77')
  const keys = await redis.keys('consilium:limit:anyone*')
  expect(keys.length).toBeGreaterThan(0)
  expect(keys.join()).not.toContain('203.0.113.77')
})

test('while Redis is away tickets and limits refuse, and say that it may be tried again', async () => {
  const away = await redisServer()
  const cluster = redisCluster(away.url, 'a secret of the test', log)
  await vi.waitFor(() => expect(cluster.ready()).toBe(true))
  await away.stop()
  await vi.waitFor(() => expect(cluster.ready()).toBe(false))
  await expect(cluster.limits.take('signIn', 'somebody')).rejects.toMatchObject({
    code: 'unavailable',
  })
  await expect(cluster.tickets.issue(pass())).rejects.toThrow()
  await cluster.close()
  await away[Symbol.asyncDispose]()
})
