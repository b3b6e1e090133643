import { randomBytes } from 'node:crypto'
import { AuditLog } from '../../server/audit/AuditLog.ts'
import { Vault } from '../../server/persistence/Vault.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'

/** A record with a vault, a log and a clock that the test moves. */
export async function freshRecord(at = '2026-11-22T12:00:00Z') {
  const database: FreshDatabase = await freshDatabase()
  const clock = new Date(at)
  const now = (): Date => new Date(clock)
  const vault = new Vault({ current: randomBytes(32).toString('base64url'), old: [] })
  return {
    db: database.db,
    vault,
    audit: new AuditLog(vault, now),
    now,
    passMinutes: (minutes: number) => void clock.setTime(clock.getTime() + minutes * 60_000),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}
