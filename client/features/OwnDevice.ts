import type { Call } from '../api/send.ts'
import { toBase64Url } from '../crypto/bytes.ts'
import { deviceKeys, type DeviceKeys } from '../crypto/device/deviceKeys.ts'
import { endorse } from '../crypto/device/endorsement.ts'
import { KeyDatabase } from '../crypto/device/KeyDatabase.ts'
import { Pins } from '../crypto/device/pins.ts'
import { browserLabel } from './browserLabel.ts'

/** This browser, as one of the devices of who is signed in. */
export interface OwnDevice {
  readonly staffId: string
  readonly deviceId: string
  readonly keys: DeviceKeys
  /** Whose devices this browser knows. */
  readonly pins: Pins
}

/** Tells the server this browser's keys. Undefined where the browser keeps none, or the list is full. Never rejects. */
export async function openOwnDevice(call: Call, staffId: string): Promise<OwnDevice | undefined> {
  try {
    const database = await KeyDatabase.open(indexedDB)
    const keys = await deviceKeys(database, staffId)
    const { publicKey: signingKey, sealingKey } = keys
    const signature = await endorse(keys, { personId: staffId, signingKey, sealingKey })
    const { deviceId } = await call(
      'devices.add',
      {},
      {
        label: browserLabel(navigator.userAgent),
        signingKey: toBase64Url(signingKey),
        sealingKey: toBase64Url(sealingKey),
        signature: toBase64Url(signature),
      },
    )
    return { staffId, deviceId, keys, pins: new Pins(database, staffId) }
  } catch {
    return undefined
  }
}
