import { IDBFactory } from 'fake-indexeddb'
import { expect, test } from 'vitest'
import { toBase64Url } from '../../../../../client/crypto/bytes.ts'
import { deviceKeys, passingDeviceKeys } from '../../../../../client/crypto/device/deviceKeys.ts'
import { endorse, isEndorsedBy } from '../../../../../client/crypto/device/endorsement.ts'
import {
  composeFragment,
  forgetInvite,
  inviteKeyOf,
  keepInviteKey,
  keptInviteKey,
  makeInviteSecret,
  parseFragment,
} from '../../../../../client/crypto/device/inviteSecret.ts'
import { KeyDatabase } from '../../../../../client/crypto/device/KeyDatabase.ts'
import { familiarity, type Pin, Pins } from '../../../../../client/crypto/device/pins.ts'
import { seal, unseal } from '../../../../../client/crypto/device/sealing.ts'
import { invitePsk } from '../../../../../client/crypto/group/invitePsk.ts'

const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const pin = (deviceKey: string, more: Partial<Pin> = {}): Pin => ({
  deviceKey,
  firstSeen: 1,
  verified: false,
  ...more,
})

test('a browser makes the keys of an owner once, also for two tabs that come at the same moment', async () => {
  const browser = new IDBFactory()
  const tabs = await Promise.all([KeyDatabase.open(browser), KeyDatabase.open(browser)])
  const keys = await Promise.all(
    tabs.flatMap((tab) => [deviceKeys(tab, 'anna'), deviceKeys(tab, 'anna')]),
  )
  expect(new Set(keys.map(({ publicKey }) => toBase64Url(publicKey))).size).toBe(1)
  expect(new Set(keys.map(({ sealingKey }) => toBase64Url(sealingKey))).size).toBe(1)
  for (const tab of tabs) tab.close()
  const later = await deviceKeys(await KeyDatabase.open(browser), 'anna')
  expect(later.publicKey).toEqual(keys[0]?.publicKey)
  const other = await deviceKeys(await KeyDatabase.open(browser), 'ben')
  expect(other.publicKey).not.toEqual(later.publicKey)
})

test('a key that is kept can be used and not read', async () => {
  const database = await KeyDatabase.open(new IDBFactory())
  const device = await deviceKeys(database, 'anna')
  const kept = await deviceKeys(database, 'anna')
  const stored: unknown = await database.read('devices', 'anna')
  expect(stored).toMatchObject({
    signing: { privateKey: { extractable: false } },
    sealing: { privateKey: { extractable: false } },
  })
  const bytes = new Uint8Array([1, 2, 3])
  expect(await kept.sign(bytes)).toEqual(await device.sign(bytes))
  await expect(crypto.subtle.exportKey('pkcs8', kept.sealing.privateKey)).rejects.toThrow()
})

test('an invite is kept until it ends, as a key that gives what its secret gives', async () => {
  const database = await KeyDatabase.open(new IDBFactory())
  const secret = makeInviteSecret(random)
  expect(await keptInviteKey(database, 'invite')).toBeUndefined()
  await keepInviteKey(database, 'invite', await inviteKeyOf(secret))
  const device = await deviceKeys(database, 'invite')
  const kept = await keptInviteKey(database, 'invite')
  expect(kept?.extractable).toBe(false)
  const ref = random(32)
  expect(await invitePsk(kept!, ref)).toEqual(await invitePsk(await inviteKeyOf(secret), ref))
  await forgetInvite(database, 'invite')
  expect(await keptInviteKey(database, 'invite')).toBeUndefined()
  expect((await deviceKeys(database, 'invite')).publicKey).not.toEqual(device.publicKey)
})

test('a link carries its token and its secret; a damaged secret is not taken for none', () => {
  const secret = makeInviteSecret(random)
  const token = toBase64Url(random(32))
  const fragment = composeFragment({ token, secret })
  expect(parseFragment(fragment)).toEqual({ token, secret })
  expect(parseFragment(composeFragment({ token }))).toEqual({ token })
  const damaged = [
    ...['', '.', `.${toBase64Url(secret)}`, `${token}.`, fragment.slice(0, -1)],
    ...[`${fragment}A`, `${fragment}.x`, `${fragment.slice(0, -1)}B`],
  ]
  expect(damaged.filter((broken) => parseFragment(broken) !== undefined)).toEqual([])
})

test('a device is known, new, vouched for by a known one, or a reason to warn', async () => {
  expect(familiarity([], 'a')).toBe('first')
  expect(familiarity([pin('a')], 'a')).toBe('known')
  expect(familiarity([pin('a')], 'b')).toBe('changed')
  expect(familiarity([pin('a')], 'b', ['a'])).toBe('endorsed')
  expect(familiarity([pin('a')], 'b', ['c'])).toBe('changed')
  // Whoever nobody knows vouches for nobody.
  expect(familiarity([], 'b', ['b'])).toBe('first')
})

test('what an account knows of devices outlives the tab, and is not what another account knows', async () => {
  const browser = new IDBFactory()
  const database = await KeyDatabase.open(browser)
  const pins = new Pins(database, 'anna')
  await Promise.all([
    pins.remember('ben', pin('b1')),
    pins.remember('ben', pin('b2', { endorsedBy: 'b1', verified: true })),
  ])
  await pins.remember('ben', pin('b2', { firstSeen: 9 }))
  const later = new Pins(await KeyDatabase.open(browser), 'anna')
  expect(await later.of('ben')).toHaveLength(2)
  expect(await later.of('ben')).toContainEqual(
    pin('b2', { firstSeen: 1, endorsedBy: 'b1', verified: true }),
  )
  expect(await new Pins(database, 'carla').of('ben')).toEqual([])
  for (let n = 0; n < 40; n += 1) await pins.remember('ben', pin(`flood ${n}`))
  const many = await pins.of('ben')
  expect(many).toHaveLength(32)
  expect(many.map(({ deviceKey }) => deviceKey)).toContain('b2')
})

test('an endorsement holds for both keys of one device of one person', async () => {
  const known = await passingDeviceKeys()
  const fresh = await passingDeviceKeys()
  const evil = await passingDeviceKeys()
  const { publicKey: signingKey, sealingKey } = fresh
  const listed = { personId: 'anna', signingKey, sealingKey }
  const signature = await endorse(known, listed)
  const holds = (device: typeof listed, by = known.publicKey) => isEndorsedBy(by, device, signature)
  expect(await holds(listed)).toBe(true)
  expect(await holds(listed, evil.publicKey)).toBe(false)
  expect(await holds({ ...listed, personId: 'ben' })).toBe(false)
  expect(await holds({ ...listed, signingKey: evil.publicKey })).toBe(false)
  expect(await holds({ ...listed, sealingKey: evil.sealingKey })).toBe(false)
})

test('a sealed secret opens on its device, for its invite, unchanged', async () => {
  const device = await deviceKeys(await KeyDatabase.open(new IDBFactory()), 'anna')
  const other = await passingDeviceKeys()
  const context = { purpose: 'invite', id: 'one' } as const
  const secret = makeInviteSecret(random)
  const sealed = await seal(secret, device.sealingKey, context)
  // What the server's table takes.
  expect(sealed.length).toBeLessThanOrEqual(256)
  expect(await seal(secret, device.sealingKey, context)).not.toEqual(sealed)
  expect(await unseal(sealed, device.sealing, context)).toEqual(secret)
  await expect(unseal(sealed, other.sealing, context)).rejects.toMatchObject({ code: 'gone' })
  await expect(unseal(sealed, device.sealing, { ...context, id: 'two' })).rejects.toThrow('cannot')
  for (const at of [0, 31, 32, sealed.length - 1]) {
    const changed = sealed.with(at, (sealed[at] ?? 0) ^ 1)
    await expect(unseal(changed, device.sealing, context)).rejects.toThrow('cannot')
  }
  await expect(unseal(new Uint8Array(), device.sealing, context)).rejects.toThrow('cannot')
})
