import type { devices } from '../../shared/api/devices.ts'
import { AppError } from '../../shared/AppError.ts'
import type { RouteBody } from '../../shared/api/contract.ts'
import type { Db, RecordParts } from '../consults/ConsultParts.ts'
import type { StaffCaller } from '../http/RouteHandlers.ts'
import { sealContext } from '../persistence/Vault.ts'
import { deviceEntry } from './deviceEntry.ts'
import { type DeviceRow, lockDevices } from './deviceStore.ts'
import { assertEndorsed } from './endorsement.ts'

const MAX_DEVICES = 10

type Added = RouteBody<(typeof devices)['devices.add']>

/** A browser tells its keys at every sign-in: the first time it is added, afterwards it was seen again. */
export async function addDevice(
  tx: Db,
  parts: RecordParts,
  caller: StaffCaller,
  added: Added,
): Promise<DeviceRow> {
  const keys = {
    staff_id: caller.staffId,
    signing_key: Buffer.from(added.signingKey, 'base64url'),
    sealing_key: Buffer.from(added.sealingKey, 'base64url'),
  }
  const endorsement = Buffer.from(added.signature, 'base64url')
  assertEndorsed(keys.signing_key, endorsement, keys)
  const known = await lockDevices(tx, caller.staffId)
  const same = known.find((device) => device.signing_key.equals(keys.signing_key))
  if (same?.sealing_key.equals(keys.sealing_key) === false)
    throw new AppError('conflict', 'This device is listed with another key. Remove it first.')
  if (!same && known.length >= MAX_DEVICES)
    throw new AppError(
      'conflict',
      `You have ${MAX_DEVICES} devices. Remove one that you no longer use first.`,
    )
  const id = same?.id ?? crypto.randomUUID()
  const seen = {
    label_sealed: parts.vault.seal(added.label, sealContext('devices', 'label_sealed', id)),
    last_seen_at: parts.now(),
  }
  const row = await tx
    .insertInto('devices')
    .values({
      id,
      ...keys,
      endorsed_by: keys.signing_key,
      endorsement,
      ...seen,
      added_at: parts.now(),
    })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(seen))
    .returningAll()
    .executeTakeFirstOrThrow()
  if (!same) await parts.audit.append(tx, deviceEntry(caller, 'device.added', id))
  return row
}
