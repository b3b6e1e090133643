import { expect, test } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../../../../client/crypto/bytes.ts'
import { deviceCode } from '../../../../../client/crypto/device/deviceCode.ts'
import {
  type DeviceKeys,
  passingDeviceKeys,
} from '../../../../../client/crypto/device/deviceKeys.ts'
import { endorse } from '../../../../../client/crypto/device/endorsement.ts'
import {
  makeSecret,
  sealSecret,
  unsealSecret,
} from '../../../../../client/crypto/device/madeSecret.ts'
import type { Pin } from '../../../../../client/crypto/device/pins.ts'
import { type Listed, recipientsAmong } from '../../../../../client/crypto/device/recipients.ts'
import { seal } from '../../../../../client/crypto/device/sealing.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** As the server lists it, signed by `by`. */
async function listed(
  personId: string,
  keys: DeviceKeys,
  by: DeviceKeys = keys,
  { sealingKey }: Pick<DeviceKeys, 'sealingKey'> = keys,
): Promise<Listed> {
  const { publicKey: signingKey } = keys
  const signature = await endorse(by, { personId, signingKey, sealingKey })
  return {
    personId,
    signingKey: toBase64Url(signingKey),
    sealingKey: toBase64Url(sealingKey),
    endorsement: { by: toBase64Url(by.publicKey), signature: toBase64Url(signature) },
  }
}

const pinned = (keys: DeviceKeys): Pin => ({
  deviceKey: toBase64Url(keys.publicKey),
  firstSeen: 1,
  verified: false,
})

test('a sealed secret opens for its device and its invite, and says who made it', async () => {
  const [anna, ben] = [await passingDeviceKeys(), await passingDeviceKeys()]
  const made = await makeSecret(anna, 'invite', random)
  const sealed = await sealSecret(made, ben.sealingKey, 'invite')
  expect(await unsealSecret(sealed, ben.sealing, 'invite')).toEqual(made)
  // What `sealed` of the protocol can carry.
  expect(toBase64Url(sealed).length).toBeLessThanOrEqual(341)
  const gone = { code: 'gone' }
  await expect(unsealSecret(sealed, anna.sealing, 'invite')).rejects.toMatchObject(gone)
  await expect(unsealSecret(sealed, ben.sealing, 'other')).rejects.toMatchObject(gone)
})

test('a secret that nobody signed, or that was signed for another invite, is none', async () => {
  const [anna, ben] = [await passingDeviceKeys(), await passingDeviceKeys()]
  const context = { purpose: 'invite', id: 'invite' } as const
  const bare = await seal(random(32), ben.sealingKey, context)
  await expect(unsealSecret(bare, ben.sealing, 'invite')).rejects.toMatchObject({ code: 'gone' })
  const made = await makeSecret(anna, 'other', random)
  const moved = await sealSecret(made, ben.sealingKey, 'invite')
  await expect(unsealSecret(moved, ben.sealing, 'invite')).rejects.toMatchObject({ code: 'gone' })
  const forged = { ...(await makeSecret(anna, 'invite', random)), maker: ben.publicKey }
  const asBen = await sealSecret(forged, ben.sealingKey, 'invite')
  await expect(unsealSecret(asBen, ben.sealing, 'invite')).rejects.toMatchObject({ code: 'gone' })
})

test('secrets are sealed to this device and to those that it knows, and not to a stranger in their names', async () => {
  const [me, myStranger, myLaptop] = [
    await passingDeviceKeys(),
    await passingDeviceKeys(),
    await passingDeviceKeys(),
  ]
  const [ben, benStranger, benPhone, clara] = [
    await passingDeviceKeys(),
    await passingDeviceKeys(),
    await passingDeviceKeys(),
    await passingDeviceKeys(),
  ]
  const list = {
    me: await listed('me', me),
    myStranger: await listed('me', myStranger),
    myLaptop: await listed('me', myLaptop, me),
    ben: await listed('ben', ben),
    benStranger: await listed('ben', benStranger),
    benPhone: await listed('ben', benPhone, ben),
    clara: await listed('clara', clara),
  }
  const pins = new Map([['ben', [pinned(ben)]]])
  const looker = {
    personId: 'me',
    keys: me,
    pinsOf: async (personId: string) => pins.get(personId) ?? [],
  }
  const { me: self, myLaptop: laptop, ben: known, benPhone: phone, clara: first } = list
  const all = Object.values(list)
  const taken = await recipientsAmong(all, looker)
  expect(new Set(taken)).toEqual(new Set([self, laptop, known, phone, first]))
  // In whatever order the server lists them.
  expect(new Set(await recipientsAmong(all.toReversed(), looker))).toEqual(new Set(taken))
})

test('nobody puts a sealing key of theirs beside a signing key that is known', async () => {
  const [me, ben, server] = await Promise.all([
    passingDeviceKeys(),
    passingDeviceKeys(),
    passingDeviceKeys(),
  ])
  const pinsOf = async (personId: string) => (personId === 'ben' ? [pinned(ben)] : [])
  const looker = { personId: 'me', keys: me, pinsOf }
  // Signed by the server's own key, or with a signature that was made for another sealing key.
  const lent = await listed('ben', ben, server, server)
  const stale = { ...(await listed('ben', ben)), sealingKey: toBase64Url(server.sealingKey) }
  const broken = { ...(await listed('ben', ben)), signingKey: 'not a key' }
  const mine = await listed('me', me, me, server)
  expect(await recipientsAmong([lent, stale, broken, mine], looker)).toEqual([])
})

test('the code of a device changes with either of its keys', async () => {
  const [a, b] = [random(32), random(32)]
  const code = await deviceCode(a, b)
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}( [0-9A-HJKMNP-TV-Z]{4}){2}$/)
  expect(await deviceCode(a, b)).toBe(code)
  expect(await deviceCode(b, a)).not.toBe(code)
  expect(await deviceCode(a, random(32))).not.toBe(code)
  // SHA-256 of 64 zero bytes begins with f5a5fd42d16a2030.
  expect(await deviceCode(new Uint8Array(32), new Uint8Array(32))).toBe(
    base32(fromBase64Url('9aX9QtFqIDA')),
  )
})

/** The first sixty bits, by another way. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const signs = (bits.slice(0, 60).match(/.{5}/g) ?? []).map(
    (five) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[Number.parseInt(five, 2)],
  )
  return signs.join('').replace(/(.{4})(?=.)/g, '$1 ')
}
