import type { Memory } from '../Memory.ts'
import { deviceKeys, passingDeviceKeys } from './deviceKeys.ts'
import { forgetInviteKey, inviteKeyOf, keepInviteKey, keptInviteKey } from './inviteSecret.ts'
import { KeyDatabase } from './KeyDatabase.ts'
import { familiarity, Pins } from './pins.ts'

/** Opens what IndexedDB holds for an owner. Where the browser keeps nothing, all of it ends with the tab. */
export async function browserMemory(owner: string): Promise<Memory> {
  try {
    return await lastingMemory(await KeyDatabase.open(indexedDB), owner)
  } catch {
    return passingMemory()
  }
}

async function lastingMemory(database: KeyDatabase, owner: string): Promise<Memory> {
  const pins = new Pins(database, owner)
  return {
    device: await deviceKeys(database, owner),
    inviteKey: async (secret) => {
      if (secret === undefined) return keptInviteKey(database, owner)
      if (secret === null) {
        await forgetInviteKey(database, owner)
        return undefined
      }
      const key = await inviteKeyOf(secret)
      await keepInviteKey(database, owner, key)
      return key
    },
    recall: async ({ personId, deviceKey }, vouchers) => {
      const known = await pins.of(personId)
      const verified = known.some((pin) => pin.deviceKey === deviceKey && pin.verified)
      return { device: familiarity(known, deviceKey, vouchers), verified }
    },
    note: async ({ personId, deviceKey }, verified) => {
      await pins.remember(personId, { deviceKey, firstSeen: Date.now(), verified })
    },
  }
}

async function passingMemory(): Promise<Memory> {
  const verified = new Map<string, boolean>()
  let inviteKey: CryptoKey | undefined
  return {
    device: await passingDeviceKeys(),
    inviteKey: async (secret) => {
      if (secret !== undefined) inviteKey = secret ? await inviteKeyOf(secret) : undefined
      return inviteKey
    },
    recall: async ({ deviceKey }) => ({
      device: verified.has(deviceKey) ? 'known' : 'first',
      verified: verified.get(deviceKey) ?? false,
    }),
    note: async ({ deviceKey }, now) => {
      verified.set(deviceKey, now || (verified.get(deviceKey) ?? false))
    },
  }
}
