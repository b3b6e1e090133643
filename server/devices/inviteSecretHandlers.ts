import type { devices } from '../../shared/api/devices.ts'
import type { RecordParts } from '../consults/ConsultParts.ts'
import { findInvite } from '../consults/inviteStore.ts'
import type { RouteHandlers } from '../http/RouteHandlers.ts'
import { publicKeys } from './deviceStore.ts'
import { hostDevices } from './hostDevices.ts'
import { devicesWithSecret, storeSecrets } from './storeSecrets.ts'

type Sealing = 'devices.ofConsult' | 'inviteSecrets.store' | 'inviteSecrets.read'

/** Secrets of invites, which browsers seal to each other's devices. The server keeps them and can open none. */
export function inviteSecretHandlers({
  db,
  audit,
}: RecordParts): Pick<RouteHandlers<typeof devices>, Sealing> {
  return {
    async 'devices.ofConsult'({ params: { consultId } }) {
      const rows = await hostDevices(db, consultId)
      return rows.map((row) => ({ ...publicKeys(row), staffId: row.staff_id, name: row.name }))
    },

    async 'inviteSecrets.store'({ params, body }, { staffId, centreId }) {
      const { consultId, inviteId } = params
      await db.transaction().execute(async (tx) => {
        await storeSecrets(tx, params, body)
        await audit.append(tx, {
          centreId,
          actor: { kind: 'staff', id: staffId },
          action: 'invite.secretsStored',
          target: { kind: 'invite', id: inviteId },
          details: { consultId, devices: body.secrets.length },
        })
      })
    },

    async 'inviteSecrets.read'({ params: { consultId, inviteId, deviceId } }, { staffId }) {
      await findInvite(db, consultId, inviteId)
      const found = await db
        .selectFrom('invite_secrets')
        .innerJoin('devices', 'devices.id', 'invite_secrets.device_id')
        .where('invite_secrets.invite_id', '=', inviteId)
        .where('devices.id', '=', deviceId)
        .where('devices.staff_id', '=', staffId)
        .select('invite_secrets.sealed')
        .executeTakeFirst()
      const having = await devicesWithSecret(db, inviteId)
      const hosts = await hostDevices(db, consultId)
      return {
        sealed: found?.sealed.toString('base64url') ?? null,
        lacking: hosts.map(({ id }) => id).filter((id) => !having.has(id)),
      }
    },
  }
}
