import { createHash } from 'node:crypto'
import type { Vault } from '../persistence/Vault.ts'
import type { Row } from '../persistence/tables.ts'
import { canonicalJson } from './canonicalJson.ts'

/** What comes before the first entry. */
export const GENESIS = Buffer.alloc(32)
const HEAD_CONTEXT = 'audit head'

export type Link = Omit<Row<'audit'>, 'hash'>
export type Head = Omit<Row<'audit_head'>, 'one' | 'signature'>

/** SHA-256(previous || canonical JSON): changing, adding or taking out an entry changes every later hash. */
export function hashOf(link: Link): Buffer {
  const content = canonicalJson({
    seq: link.seq,
    at: link.at.toISOString(),
    centre_id: link.centre_id,
    actor_kind: link.actor_kind,
    actor_id: link.actor_id,
    action: link.action,
    target_kind: link.target_kind,
    target_id: link.target_id,
    details: link.details,
  })
  return createHash('sha256').update(link.previous_hash).update(content).digest()
}

/** Signs where the chain begins and ends: without it, cutting off the newest entries would leave no trace. */
export function signHead(vault: Vault, head: Head): Buffer {
  return vault.sign(textOf(head), HEAD_CONTEXT)
}

export function headIsSigned(vault: Vault, head: Row<'audit_head'>): boolean {
  return vault.verifies(head.signature, textOf(head), HEAD_CONTEXT)
}

function textOf(head: Head): string {
  return canonicalJson({
    baseSeq: head.base_seq,
    baseHash: head.base_hash.toString('hex'),
    seq: head.seq,
    hash: head.hash.toString('hex'),
  })
}
