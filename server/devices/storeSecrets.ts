import { AppError } from '../../shared/AppError.ts'
import type { Db } from '../consults/ConsultParts.ts'
import { lockConsult } from '../consults/consultStore.ts'
import { findInvite } from '../consults/inviteStore.ts'
import { hostDevices } from './hostDevices.ts'

interface Sealed {
  readonly deviceId: string
  readonly sealed: string
}

/**
 * Keeps what was sealed to devices of those who may host; throws `bad_request` for any other device, and `conflict` when
 * it should be the first and is not.
 */
export async function storeSecrets(
  tx: Db,
  { consultId, inviteId }: { readonly consultId: string; readonly inviteId: string },
  { secrets, isNew }: { readonly secrets: readonly Sealed[]; readonly isNew: boolean },
): Promise<void> {
  // A reissue holds the consult too: what was sealed before it is deleted by it.
  await lockConsult(tx, consultId)
  await findInvite(tx, consultId, inviteId)
  if (isNew && (await devicesWithSecret(tx, inviteId)).size > 0)
    throw new AppError('conflict', 'This invitation has a secret already.')
  const known = new Set((await hostDevices(tx, consultId)).map(({ id }) => id))
  const named = new Set(secrets.map(({ deviceId }) => deviceId))
  if (named.size < secrets.length || !named.isSubsetOf(known))
    throw new AppError(
      'bad_request',
      'Somebody who may host this consult has another device now. Please try again.',
    )
  await tx
    .insertInto('invite_secrets')
    .values(
      secrets.map(({ deviceId, sealed }) => ({
        invite_id: inviteId,
        device_id: deviceId,
        sealed: Buffer.from(sealed, 'base64url'),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['invite_id', 'device_id'])
        .doUpdateSet((eb) => ({ sealed: eb.ref('excluded.sealed') })),
    )
    .execute()
}

/** The devices that the secret of an invite was sealed to. */
export async function devicesWithSecret(db: Db, inviteId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('invite_secrets')
    .where('invite_id', '=', inviteId)
    .select('device_id')
    .execute()
  return new Set(rows.map(({ device_id }) => device_id))
}
