import type { DeviceView } from '../../../shared/api/devices.ts'
import type { Call } from '../../api/send.ts'
import { fromBase64Url, toBase64Url } from '../../crypto/bytes.ts'
import { deviceCode } from '../../crypto/device/deviceCode.ts'
import { endorse } from '../../crypto/device/endorsement.ts'
import type { OwnDevice } from '../OwnDevice.ts'

/** One of one's own devices, as this browser sees it. */
export interface DeviceRow extends DeviceView {
  /** `strange`: listed as one's own, which only the server says; `compared` here, with the device at hand. */
  readonly standing: 'this' | 'compared' | 'strange'
  /** Of both its keys, to compare on two screens. */
  readonly shortCode: string
}

export async function readDevices(
  call: Call,
  own: OwnDevice | undefined,
): Promise<readonly DeviceRow[]> {
  const listed = await call('devices.list')
  const pins = own ? await own.pins.of(own.staffId) : []
  const compared = new Set(pins.map(({ deviceKey }) => deviceKey))
  return Promise.all(
    listed.map(async (view) => ({
      ...view,
      standing: standingOf(view, own, compared),
      shortCode: await deviceCode(fromBase64Url(view.signingKey), fromBase64Url(view.sealingKey)),
    })),
  )
}

function standingOf(
  { deviceId, signingKey }: DeviceView,
  own: OwnDevice | undefined,
  compared: ReadonlySet<string>,
): DeviceRow['standing'] {
  if (deviceId === own?.deviceId) return 'this'
  return compared.has(signingKey) ? 'compared' : 'strange'
}

/**
 * The codes were the same: this browser knows the other one, and signs for it, so that colleagues who know this one need
 * not be warned. The older of two signs for the younger only: the word of each for the other would be nobody's.
 */
export async function vouchFor(
  call: Call,
  own: OwnDevice,
  rows: readonly DeviceRow[],
  deviceId: string,
) {
  const mine = rows.find((row) => row.deviceId === own.deviceId)
  const other = rows.find((row) => row.deviceId === deviceId)
  if (!mine || !other) return
  const pin = { deviceKey: other.signingKey, firstSeen: Date.now(), verified: true }
  await own.pins.remember(own.staffId, pin)
  if (new Date(other.addedAt) < new Date(mine.addedAt)) return
  const signature = await endorse(own.keys, {
    personId: own.staffId,
    signingKey: fromBase64Url(other.signingKey),
    sealingKey: fromBase64Url(other.sealingKey),
  })
  const body = { by: own.deviceId, signature: toBase64Url(signature) }
  await call('devices.endorse', { deviceId }, body)
}
