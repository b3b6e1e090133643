import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'
import { sealContext, type Vault } from './Vault.ts'

const BATCH = 500

/**
 * Wraps every patient's key and seals every secret by the current master key, in transactions of a batch: it can be
 * stopped and run again. Afterwards the old keys open nothing that is in the database.
 */
export async function rotateMasterKey(
  db: Kysely<Tables>,
  vault: Vault,
  batch = BATCH,
): Promise<{ readonly patients: number; readonly secrets: number }> {
  return {
    patients: await untilDone(batch, db, (tx) => rewrapPatients(tx, vault, batch)),
    secrets: await untilDone(batch, db, (tx) => resealSecrets(tx, vault, batch)),
  }
}

async function untilDone(
  batch: number,
  db: Kysely<Tables>,
  step: (tx: Transaction<Tables>) => Promise<number>,
): Promise<number> {
  let sum = 0
  while (true) {
    const done = await db.transaction().execute(step)
    sum += done
    if (done < batch) return sum
  }
}

async function rewrapPatients(
  tx: Transaction<Tables>,
  vault: Vault,
  batch: number,
): Promise<number> {
  const rows = await tx
    .selectFrom('patients')
    .select(['id', 'key_sealed', 'master_key_id'])
    .where('key_sealed', 'is not', null)
    .where('master_key_id', '<>', vault.masterKeyId)
    .orderBy('id')
    .limit(batch)
    .forUpdate()
    .execute()
  for (const row of rows) {
    const wrapped = vault.rewrapPatientKey(row)
    if (!wrapped) continue
    await tx
      .updateTable('patients')
      .set({ key_sealed: wrapped.keySealed, master_key_id: wrapped.masterKeyId })
      .where('id', '=', row.id)
      .execute()
  }
  return rows.length
}

async function resealSecrets(
  tx: Transaction<Tables>,
  vault: Vault,
  batch: number,
): Promise<number> {
  const rows = await tx
    .selectFrom('staff')
    .select(['id', 'totp_secret_sealed'])
    .where('totp_secret_sealed', 'is not', null)
    // The envelope begins with its version and the id of its master key.
    .where(sql`substr(totp_secret_sealed, 2, 8)`, '<>', Buffer.from(vault.masterKeyId, 'hex'))
    .orderBy('id')
    .limit(batch)
    .forUpdate()
    .execute()
  for (const { id, totp_secret_sealed: sealed } of rows) {
    if (!sealed) continue
    const context = sealContext('staff', 'totp_secret_sealed', id)
    await tx
      .updateTable('staff')
      .set({ totp_secret_sealed: vault.rewrap(sealed, context) })
      .where('id', '=', id)
      .execute()
  }
  return rows.length
}
