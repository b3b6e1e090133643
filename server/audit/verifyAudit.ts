import type { Kysely } from 'kysely'
import type { Row, Tables } from '../persistence/tables.ts'
import type { Vault } from '../persistence/Vault.ts'
import { GENESIS, hashOf, headIsSigned } from './auditChain.ts'

/** `head` is for the operator's own notes: who puts back a whole older database is caught by nothing inside it. */
export type Verdict =
  | { readonly entries: number; readonly head: { readonly seq: number; readonly hash: string } }
  | { readonly brokenAt: number; readonly why: string }

const BATCH = 1000

/** Recomputes the whole chain, as of one moment, and compares it with its signed head. */
export function verifyAudit(db: Kysely<Tables>, vault: Vault): Promise<Verdict> {
  return db.isTransaction
    ? verifyChain(db, vault)
    : db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute((tx) => verifyChain(tx, vault))
}

async function verifyChain(db: Kysely<Tables>, vault: Vault): Promise<Verdict> {
  const head = await db.selectFrom('audit_head').selectAll().executeTakeFirst()
  if (!head) return verifyNothing(db)
  if (!headIsSigned(vault, head))
    return {
      brokenAt: head.seq,
      why: 'The head of the log was not signed with a known master key.',
    }
  let seq = head.base_seq
  let hash = head.base_hash
  for await (const entry of entriesFrom(db, head.base_seq)) {
    if (entry.seq !== seq + 1) return { brokenAt: seq + 1, why: 'An entry is missing.' }
    if (!entry.previous_hash.equals(hash) || !hashOf(entry).equals(entry.hash))
      return { brokenAt: entry.seq, why: 'The entry was changed.' }
    seq = entry.seq
    hash = entry.hash
  }
  if (seq < head.seq) return { brokenAt: seq + 1, why: 'The newest entries are missing.' }
  if (seq > head.seq || !hash.equals(head.hash))
    return { brokenAt: head.seq + 1, why: 'Entries were added outside of Consilium.' }
  return { entries: seq - head.base_seq, head: { seq, hash: hash.toString('hex') } }
}

/** Only a record in which nothing happened yet may have no head. */
async function verifyNothing(db: Kysely<Tables>): Promise<Verdict> {
  const traces = await Promise.all([
    db.selectFrom('audit').select('seq').limit(1).executeTakeFirst(),
    db.selectFrom('centres').select('id').limit(1).executeTakeFirst(),
  ])
  return traces.some(Boolean)
    ? { brokenAt: 1, why: 'The signed head of the log is missing.' }
    : { entries: 0, head: { seq: 0, hash: GENESIS.toString('hex') } }
}

async function* entriesFrom(db: Kysely<Tables>, seq: number): AsyncGenerator<Row<'audit'>> {
  let after = seq
  while (true) {
    const batch = await db
      .selectFrom('audit')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(BATCH)
      .execute()
    yield* batch
    const last = batch.at(-1)
    if (!last || batch.length < BATCH) return
    after = last.seq
  }
}
