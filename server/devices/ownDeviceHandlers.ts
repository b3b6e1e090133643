import type { devices } from '../../shared/api/devices.ts'
import type { RecordParts } from '../consults/ConsultParts.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import { addDevice } from './addDevice.ts'
import { deviceEntry } from './deviceEntry.ts'
import { devicesOf, deviceView, lockDevices, oneOf } from './deviceStore.ts'
import { assertEndorsed } from './endorsement.ts'

type Own = 'devices.list' | 'devices.add' | 'devices.endorse' | 'devices.remove'

/** What people do with the list of their own devices. */
export function ownDeviceHandlers(parts: RecordParts): Pick<RouteHandlers<typeof devices>, Own> {
  const { db, vault, audit } = parts
  return {
    async 'devices.list'(_, { staffId }) {
      const rows = await devicesOf(db, staffId)
      return rows.map((row) => deviceView(vault, row))
    },

    async 'devices.add'({ body }, caller) {
      const row = await db.transaction().execute((tx) => addDevice(tx, parts, caller, body))
      return deviceView(vault, row)
    },

    async 'devices.endorse'({ params: { deviceId }, body }, caller) {
      return await db.transaction().execute(async (tx) => {
        const own = await lockDevices(tx, caller.staffId)
        const device = oneOf(own, deviceId)
        const by = oneOf(own, body.by)
        const endorsed_by = by.signing_key
        const endorsement = Buffer.from(body.signature, 'base64url')
        assertEndorsed(endorsed_by, endorsement, device)
        await tx
          .updateTable('devices')
          .set({ endorsed_by, endorsement })
          .where('id', '=', deviceId)
          .execute()
        await audit.append(tx, deviceEntry(caller, 'device.endorsed', deviceId, { by: by.id }))
        return deviceView(vault, { ...device, endorsed_by, endorsement })
      })
    },

    async 'devices.remove'({ params: { deviceId } }, caller) {
      await db.transaction().execute(async (tx) => {
        oneOf(await lockDevices(tx, caller.staffId), deviceId)
        await tx.deleteFrom('devices').where('id', '=', deviceId).execute()
        await audit.append(tx, deviceEntry(caller, 'device.removed', deviceId))
      })
    },
  }
}
