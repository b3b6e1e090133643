import type { DeviceView } from '../../shared/api/devices.ts'
import { AppError } from '../../shared/AppError.ts'
import type { Db } from '../consults/ConsultParts.ts'
import type { Row } from '../persistence/tables.ts'
import { sealContext, type Vault } from '../persistence/Vault.ts'

export type DeviceRow = Row<'devices'>

/** Somebody's devices, the oldest first; held until the transaction ends, together with their account. */
export async function lockDevices(tx: Db, staffId: string): Promise<readonly DeviceRow[]> {
  await tx
    .selectFrom('staff')
    .where('id', '=', staffId)
    .select('id')
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  return await devicesOf(tx, staffId)
}

export async function devicesOf(db: Db, staffId: string): Promise<readonly DeviceRow[]> {
  return await db
    .selectFrom('devices')
    .where('staff_id', '=', staffId)
    .selectAll()
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

/** Another person's device does not exist for the caller. */
export function oneOf(devices: readonly DeviceRow[], deviceId: string): DeviceRow {
  const device = devices.find(({ id }) => id === deviceId)
  if (device) return device
  throw new AppError('not_found', 'There is no such device among yours.')
}

export function deviceView(vault: Vault, row: DeviceRow): DeviceView {
  return {
    ...publicKeys(row),
    label: vault.open(row.label_sealed, sealContext('devices', 'label_sealed', row.id)),
    addedAt: row.added_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
  }
}

/** What others need of a device. */
export function publicKeys(
  row: Pick<DeviceRow, 'id' | 'signing_key' | 'sealing_key' | 'endorsed_by' | 'endorsement'>,
) {
  return {
    deviceId: row.id,
    signingKey: row.signing_key.toString('base64url'),
    sealingKey: row.sealing_key.toString('base64url'),
    endorsement: {
      by: row.endorsed_by.toString('base64url'),
      signature: row.endorsement.toString('base64url'),
    },
  }
}
