import { createPrivateKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from '../persistence/tables.ts'
import { sealContext, type Vault } from '../persistence/Vault.ts'

const ID = 'one'
const CONTEXT = sealContext('attestation_key', 'private_key_sealed', ID)

/** The installation's key (ECDSA P-256), made at the first start; of nodes that start together, all use the first one's. */
export async function attestationKey(
  db: Kysely<Tables>,
  vault: Vault,
  now: () => Date,
): Promise<KeyObject> {
  const sealed = (await find(db)) ?? (await make(db, vault, now()))
  const key = JSON.parse(vault.open(sealed, CONTEXT)) as JsonWebKey
  return createPrivateKey({ key, format: 'jwk' })
}

async function find(db: Kysely<Tables>): Promise<Buffer | undefined> {
  const row = await db.selectFrom('attestation_key').selectAll().executeTakeFirst()
  return row?.private_key_sealed
}

async function make(db: Kysely<Tables>, vault: Vault, at: Date): Promise<Buffer> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const made = vault.seal(JSON.stringify(privateKey.export({ format: 'jwk' })), CONTEXT)
  await db
    .insertInto('attestation_key')
    .values({ id: ID, private_key_sealed: made, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return (await find(db)) ?? made
}
