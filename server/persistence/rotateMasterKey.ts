import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'
import { type SealedColumn, sealContext, type Vault } from './Vault.ts'

const BATCH = 500

type SecretTable = 'staff' | 'devices' | 'attestation_key'

/**
 * Wraps every patient's key and seals every secret by the current master key, in transactions of a batch: it can be
 * stopped and run again. Afterwards the old keys open nothing that is in the database.
 */
export async function rotateMasterKey(
  db: Kysely<Tables>,
  vault: Vault,
  batch = BATCH,
): Promise<{ readonly patients: number; readonly secrets: number }> {
  const patients = await untilDone(batch, db, (tx) => rewrapPatients(tx, vault, batch))
  let secrets = 0
  for (const reseal of SECRETS)
    secrets += await untilDone(batch, db, (tx) => reseal(tx, vault, batch))
  return { patients, secrets }
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

/** Seals one column's secrets anew: those that are sealed under the master key itself. */
function resealed<T extends SecretTable>(table: T, column: SealedColumn<T>) {
  const id = sql.ref('id')
  const value = sql.ref(column)
  return async (tx: Transaction<Tables>, vault: Vault, batch: number): Promise<number> => {
    // The envelope begins with its version and the id of its master key.
    const { rows } = await sql<{ id: string; sealed: Buffer }>`
      select ${id} as id, ${value} as sealed from ${sql.table(table)}
      where ${value} is not null and substr(${value}, 2, 8) <> ${Buffer.from(vault.masterKeyId, 'hex')}
      order by ${id} limit ${batch} for update`.execute(tx)
    for (const row of rows) {
      const sealed = vault.rewrap(row.sealed, sealContext(table, column, row.id))
      await sql`update ${sql.table(table)} set ${value} = ${sealed} where ${id} = ${row.id}`.execute(
        tx,
      )
    }
    return rows.length
  }
}

const SECRETS = [
  resealed('staff', 'totp_secret_sealed'),
  resealed('devices', 'label_sealed'),
  resealed('attestation_key', 'private_key_sealed'),
]
