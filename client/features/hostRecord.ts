import { AppError } from '../../shared/AppError.ts'
import type { Call } from '../api/send.ts'
import type { HostRecord } from '../call/group/Entry.ts'
import type { OwnDevice } from './OwnDevice.ts'

/** What the server keeps for this browser of a consult's hosts and guests. For those who may not host there is nothing. */
export function hostRecord(
  call: Call,
  consultId: string,
  device: Promise<OwnDevice | undefined>,
): HostRecord {
  return {
    devices: async () => {
      const listed = await call('devices.ofConsult', { consultId })
      return listed.map(({ staffId, ...one }) => ({ ...one, personId: staffId }))
    },
    secretOf: async (inviteId) => {
      try {
        const { invites } = await call('consults.read', { consultId })
        const exists = invites.some((one) => one.inviteId === inviteId && one.hasSecret)
        const deviceId = exists ? (await device)?.deviceId : undefined
        if (deviceId === undefined) return { exists, sealed: undefined }
        const { sealed } = await call('inviteSecrets.read', { consultId, inviteId, deviceId })
        return { exists, sealed: sealed ?? undefined }
      } catch (error) {
        if (AppError.from(error).code === 'unavailable') throw error
        return { exists: false, sealed: undefined }
      }
    },
  }
}
