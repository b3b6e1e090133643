import { type Kysely, type Transaction, sql } from 'kysely'
import { AppError } from '../../shared/AppError.ts'
import type { Vault } from '../persistence/Vault.ts'
import type { Tables } from '../persistence/tables.ts'
import { GENESIS, type Head, hashOf, headIsSigned, signHead } from './auditChain.ts'

/** Ids, never names or medical facts: the log is kept longer than the people in it. */
export interface AuditEntry {
  readonly centreId: string | null
  readonly actor: {
    readonly kind: 'staff' | 'guest' | 'system' | 'nobody'
    readonly id?: string
  }
  /** `noun.verb`, as in the API and the protocol. */
  readonly action: string
  readonly target?: { readonly kind: string; readonly id: string }
  readonly details?: Readonly<Record<string, string | number | boolean>>
}

const BEFORE_ANY: Head = { base_seq: 0, base_hash: GENESIS, seq: 0, hash: GENESIS }

/** The append-only, hash-chained log of who did what. */
export class AuditLog {
  readonly #vault: Vault
  readonly #now: () => Date

  constructor(vault: Vault, now: () => Date = () => new Date()) {
    this.#vault = vault
    this.#now = now
  }

  /**
   * Writes in the caller's transaction, or in its own. Appending holds everybody else's until the transaction
   * ends: make it the last thing a transaction does.
   */
  async append(db: Kysely<Tables> | Transaction<Tables>, entry: AuditEntry): Promise<void> {
    if (!db.isTransaction) {
      await db.transaction().execute((tx) => this.append(tx, entry))
      return
    }
    const head = await this.#lockHead(db)
    const link = {
      seq: head.seq + 1,
      at: this.#now(),
      centre_id: entry.centreId,
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.id ?? null,
      action: entry.action,
      target_kind: entry.target?.kind ?? null,
      target_id: entry.target?.id ?? null,
      details: entry.details ?? {},
      previous_hash: head.hash,
    }
    const hash = hashOf(link)
    await db
      .insertInto('audit')
      .values({ ...link, details: JSON.stringify(link.details), hash })
      .execute()
    await this.#moveHead(db, { ...head, seq: link.seq, hash })
  }

  /** Takes away the entries up to and with `seq`; the signed head then says where the chain begins. */
  async removeUpTo(tx: Transaction<Tables>, seq: number): Promise<number> {
    const head = await this.#lockHead(tx)
    const last = await tx
      .selectFrom('audit')
      .select('hash')
      .where('seq', '=', seq)
      .executeTakeFirstOrThrow()
    await this.#moveHead(tx, { ...head, base_seq: seq, base_hash: last.hash })
    await tx.deleteFrom('audit').where('seq', '<=', seq).execute()
    return seq - head.base_seq
  }

  /** Waits for its turn, then says where the chain is; refuses to go on from a head that nobody here signed. */
  async #lockHead(tx: Kysely<Tables>): Promise<Head> {
    await sql`select pg_advisory_xact_lock(hashtext('consilium audit'))`.execute(tx)
    const row = await tx.selectFrom('audit_head').selectAll().executeTakeFirst()
    if (!row) return BEFORE_ANY
    if (headIsSigned(this.#vault, row)) return row
    throw new AppError(
      'unavailable',
      'The audit log was changed outside of Consilium, so nothing more is written to it. An administrator must run `npm run audit:verify`.',
    )
  }

  async #moveHead(tx: Kysely<Tables>, head: Head): Promise<void> {
    const row = { ...head, signature: signHead(this.#vault, head) }
    await tx
      .insertInto('audit_head')
      .values({ one: true, ...row })
      .onConflict((conflict) => conflict.column('one').doUpdateSet(row))
      .execute()
  }
}
