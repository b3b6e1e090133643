import { createHash, randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import { z } from 'zod'
import { ROLES } from '../../shared/domain/roles.ts'
import { Id } from '../../shared/protocol/fields.ts'
import type { Pass } from '../signalling/Session.ts'
import { keys } from './keys.ts'
import { TICKET_SECONDS, type Tickets } from './Tickets.ts'

/** What Redis gives back is input like any other. */
const StoredPass = z.strictObject({
  personId: Id,
  kind: z.enum(['staff', 'guest']),
  loginId: Id,
  roomId: Id,
  role: z.enum(ROLES),
})

/** Tickets shared by all nodes. Redis keeps a hash of the ticket and ids, so that reading Redis opens no room. */
export class RedisTickets implements Tickets {
  readonly #redis: Redis

  constructor(redis: Redis) {
    this.#redis = redis
  }

  readonly issue = async (pass: Pass): Promise<string> => {
    const ticket = randomBytes(32).toString('base64url')
    await this.#redis.set(keyOf(ticket), JSON.stringify(pass), 'EX', TICKET_SECONDS)
    return ticket
  }

  readonly redeem = async (ticket: string): Promise<Pass | undefined> => {
    const stored = await this.#redis.getdel(keyOf(ticket))
    return stored === null ? undefined : StoredPass.parse(JSON.parse(stored))
  }
}

function keyOf(ticket: string): string {
  return keys.ticket(createHash('sha256').update(ticket).digest('base64url'))
}
