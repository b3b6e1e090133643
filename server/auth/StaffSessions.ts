import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import { Token } from '../../shared/api/fields.ts'
import { Id } from '../../shared/protocol/fields.ts'
import type { AuditLog } from '../audit/AuditLog.ts'
import type { Row, Tables } from '../persistence/tables.ts'
import type { Presence } from '../rooms/Presence.ts'
import { derivedKey } from './derivedKey.ts'
import { hashToken, newToken } from '../opaqueToken.ts'

const HOUR_MS = 3_600_000
/** Without a refresh for a working day's length, the person is gone; a board of five hours refreshes all along. */
export const IDLE_MS = 12 * HOUR_MS
/** Even daily use ends: then the password and second factor are asked again. */
const ABSOLUTE_MS = 14 * 24 * HOUR_MS
/** Two tabs may send the same token, and an answer may be lost on the way. */
const GRACE_MS = 10_000

export const COOKIE_SECONDS = IDLE_MS / 1000

export interface StaffSession {
  readonly sessionId: string
  readonly staffId: string
  /** For the refresh cookie. */
  readonly cookie: string
}

export interface StaffSessionsParts {
  readonly db: Kysely<Tables>
  readonly audit: AuditLog
  readonly presence: Presence
  /** ACCESS_TOKEN_SECRET: the keys that make one refresh token from the one before, and prove one, come from it. */
  readonly secret: string
  readonly now: () => Date
}

type Found = Row<'staff_sessions'> & { readonly centre_id: string }
type Verdict = 'current' | 'previous' | 'stolen'

/** What a cookie holds: any token that the family ever had, and nothing that we did not make. */
interface Shown {
  readonly sessionId: string
  readonly token: string
}

/**
 * Sign-ins, each a family of refresh tokens of which one is good at a time (RFC 9700 4.14). A cookie is
 * `<session id>.<token>.<proof>`, so that any older token of the family is noticed, and ends it; without the proof
 * whoever has read a session's id could end it too.
 */
export class StaffSessions {
  readonly #parts: StaffSessionsParts
  readonly #key: Buffer
  readonly #proofKey: Buffer

  constructor(parts: StaffSessionsParts) {
    this.#parts = parts
    this.#key = derivedKey(parts.secret, 'refresh tokens')
    this.#proofKey = derivedKey(parts.secret, 'refresh cookies')
  }

  async start(tx: Kysely<Tables>, staffId: string): Promise<StaffSession> {
    const now = this.#parts.now()
    const [id, token] = [randomUUID(), newToken()]
    await tx
      .insertInto('staff_sessions')
      .values({
        id,
        staff_id: staffId,
        token_hash: hashToken(token),
        rotated_at: now,
        created_at: now,
        expires_at: new Date(now.getTime() + ABSOLUTE_MS),
      })
      .execute()
    return { sessionId: id, staffId, cookie: this.#cookie({ sessionId: id, token }) }
  }

  /** The next token of the family; undefined when the cookie is not, or no longer, good. */
  async rotate(cookie: string | undefined): Promise<StaffSession | undefined> {
    const shown = this.#parse(cookie)
    if (!shown) return undefined
    const { db, presence, now } = this.#parts
    const outcome = await db.transaction().execute(async (tx) => {
      const row = await this.#living(tx, shown.sessionId)
      if (!row) return undefined
      const verdict = judge(row, shown.token, now())
      const next = this.#nextToken(shown)
      if (verdict === 'current') await this.#replace(tx, row, next)
      if (verdict === 'stolen') await this.#end(tx, row, 'session.reused')
      const given = this.#cookie({ sessionId: row.id, token: next })
      return { verdict, staffId: row.staff_id, cookie: given }
    })
    if (!outcome) return undefined
    const { verdict, ...rest } = outcome
    if (verdict !== 'stolen') return { sessionId: shown.sessionId, ...rest }
    presence.endLogin(shown.sessionId, 'revoked')
    return undefined
  }

  /** Signs out whoever holds the family's token, also a slightly old one: a lost answer must not keep people in. */
  async end(cookie: string | undefined): Promise<void> {
    const shown = this.#parse(cookie)
    if (!shown) return
    const { db, presence } = this.#parts
    const ended = await db.transaction().execute(async (tx) => {
      const row = await this.#living(tx, shown.sessionId)
      if (row) await this.#end(tx, row, 'session.ended')
      return row !== undefined
    })
    if (ended) presence.endLogin(shown.sessionId, 'revoked')
  }

  /** Ends every sign-in of an account but one; afterwards, once committed, `closeSockets` of what it returns. */
  async endAll(tx: Kysely<Tables>, staffId: string, exceptId?: string): Promise<readonly string[]> {
    const ended = await tx
      .updateTable('staff_sessions')
      .set({ ended_at: this.#parts.now() })
      .where('staff_id', '=', staffId)
      .where('ended_at', 'is', null)
      .$if(exceptId !== undefined, (query) => query.where('id', '!=', exceptId ?? ''))
      .returning('id')
      .execute()
    return ended.map(({ id }) => id)
  }

  closeSockets(sessionIds: readonly string[]): void {
    for (const id of sessionIds) this.#parts.presence.endLogin(id, 'revoked')
  }

  async #living(tx: Kysely<Tables>, sessionId: string): Promise<Found | undefined> {
    const now = this.#parts.now()
    return tx
      .selectFrom('staff_sessions')
      .innerJoin('staff', 'staff.id', 'staff_sessions.staff_id')
      .where('staff_sessions.id', '=', sessionId)
      .where('staff_sessions.ended_at', 'is', null)
      .where('staff_sessions.expires_at', '>', now)
      .where('staff_sessions.rotated_at', '>', new Date(now.getTime() - IDLE_MS))
      .where('staff.off_boarded_at', 'is', null)
      .selectAll('staff_sessions')
      .select('staff.centre_id')
      .forUpdate('staff_sessions')
      .executeTakeFirst()
  }

  /** Computed from the one before, so that a repeated request is answered alike and no token is kept. */
  #nextToken({ sessionId, token }: Shown): string {
    return createHmac('sha256', this.#key).update(`${sessionId}.${token}`).digest('base64url')
  }

  #cookie({ sessionId, token }: Shown): string {
    return `${sessionId}.${token}.${this.#proof({ sessionId, token }).toString('base64url')}`
  }

  #parse(cookie: string | undefined): Shown | undefined {
    const parts = Cookie.safeParse(cookie?.split('.'))
    if (!parts.success) return undefined
    const [sessionId, token, proof] = parts.data
    const shown = { sessionId, token }
    return timingSafeEqual(Buffer.from(proof, 'base64url'), this.#proof(shown)) ? shown : undefined
  }

  #proof({ sessionId, token }: Shown): Buffer {
    return createHmac('sha256', this.#proofKey).update(`${sessionId}.${token}`).digest()
  }

  async #replace(tx: Kysely<Tables>, row: Found, next: string): Promise<void> {
    await tx
      .updateTable('staff_sessions')
      .set({
        token_hash: hashToken(next),
        previous_token_hash: row.token_hash,
        rotated_at: this.#parts.now(),
      })
      .where('id', '=', row.id)
      .execute()
  }

  async #end(tx: Kysely<Tables>, row: Found, action: string): Promise<void> {
    const { audit, now } = this.#parts
    await tx
      .updateTable('staff_sessions')
      .set({ ended_at: now() })
      .where('id', '=', row.id)
      .execute()
    await audit.append(tx, {
      centreId: row.centre_id,
      actor: { kind: 'staff', id: row.staff_id },
      action,
      target: { kind: 'session', id: row.id },
    })
  }
}

/** A proof has the form of a token: 32 bytes in base64url. */
const Cookie = z.tuple([Id, Token, Token])

function judge(row: Found, token: string, now: Date): Verdict {
  const shown = hashToken(token)
  if (timingSafeEqual(shown, row.token_hash)) return 'current'
  const { previous_token_hash: previous, rotated_at: rotatedAt } = row
  const inGrace = now.getTime() - rotatedAt.getTime() <= GRACE_MS
  return inGrace && previous && timingSafeEqual(shown, previous) ? 'previous' : 'stolen'
}
