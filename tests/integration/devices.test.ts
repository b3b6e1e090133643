import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { runRetention } from '../../server/retention/runRetention.ts'
import { consultWorld, type ConsultWorld } from './consultWorld.ts'
import type { HttpClient } from './HttpClient.ts'

interface Keys {
  readonly signingKey: string
  readonly sealingKey: string
  readonly sign: (staffId: string, device?: Pick<Keys, 'signingKey' | 'sealingKey'>) => string
}

/** A browser's keys, as WebCrypto makes them. */
function newKeys(): Keys {
  const signing = generateKeyPairSync('ed25519')
  const raw = (key: KeyObject) => String(key.export({ format: 'jwk' }).x)
  const own = {
    signingKey: raw(signing.publicKey),
    sealingKey: raw(generateKeyPairSync('x25519').publicKey),
  }
  return {
    ...own,
    sign: (staffId, device = own) => {
      const start = Buffer.from(`consilium-endorse-v1\0${staffId}\0`)
      const keys = [device.signingKey, device.sealingKey].map((key) =>
        Buffer.from(key, 'base64url'),
      )
      return sign(null, Buffer.concat([start, ...keys]), signing.privateKey).toString('base64url')
    },
  }
}

function addDevice(
  client: HttpClient,
  staffId: string,
  keys = newKeys(),
  label = 'Firefox on Linux',
) {
  const { signingKey, sealingKey } = keys
  const signature = keys.sign(staffId)
  return client.ask('devices.add', { body: { label, signingKey, sealingKey, signature } })
}

const sealed = () => randomBytes(80).toString('base64url')

/** A consult with an invite, its host with a device, a nurse and a colleague who are signed in. */
async function deviceWorld() {
  const world = await consultWorld()
  const { host, people } = world
  const nurse = await world.signIn(people.nurse)
  const colleague = await world.signIn(people.colleague)
  const device = await addDevice(host, people.host.staffId)
  const { inviteId } = await world.invite()
  const params = { consultId: world.consultId, inviteId }
  return {
    ...world,
    nurse,
    colleague,
    device,
    inviteId,
    params,
    administrator: () => administrator(world),
  }
}

const administrator = async (world: ConsultWorld) =>
  world.signIn(await world.staff(world.centreId, 'administrator'))

test('a browser tells its keys: once it is added, afterwards it was seen again', async () => {
  await using world = await deviceWorld()
  const { host, people } = world
  const keys = newKeys()
  world.passMinutes(1)
  const first = await addDevice(host, people.host.staffId, keys)
  const { signingKey, sealingKey } = keys
  expect(first).toMatchObject({
    ...{ label: 'Firefox on Linux', signingKey, sealingKey },
    ...{ endorsement: { by: signingKey }, addedAt: world.clock.now.toISOString() },
  })
  world.passMinutes(3)
  const again = await addDevice(host, people.host.staffId, keys, 'Firefox 160 on Linux')
  expect(again).toEqual({
    ...first,
    ...{ label: 'Firefox 160 on Linux', lastSeenAt: world.clock.now.toISOString() },
  })
  expect(await host.ask('devices.list')).toEqual([world.device, again])
  expect(await world.nurse.ask('devices.list')).toEqual([])
  expect((await world.audited()).filter((action) => action === 'device.added')).toHaveLength(2)
})

test('a key that its device did not sign is not listed', async () => {
  await using world = await deviceWorld()
  const { host, people } = world
  const [keys, other] = [newKeys(), newKeys()]
  const { signingKey, sealingKey } = keys
  const wrong = [
    keys.sign(people.nurse.staffId),
    other.sign(people.host.staffId, keys),
    keys.sign(people.host.staffId, { signingKey, sealingKey: other.sealingKey }),
    'A'.repeat(86),
  ]
  for (const signature of wrong) {
    const body = { label: 'A', signingKey, sealingKey, signature }
    await expect(host.ask('devices.add', { body })).rejects.toMatchObject({ code: 'bad_request' })
  }
  // Points that are on no curve, or of small order.
  for (const bad of [
    Buffer.alloc(32),
    Buffer.alloc(32, 255),
    Buffer.from([1, ...Buffer.alloc(31)]),
  ]) {
    const body = {
      label: 'A',
      signingKey: bad.toString('base64url'),
      sealingKey,
      signature: 'A'.repeat(86),
    }
    await expect(host.ask('devices.add', { body })).rejects.toMatchObject({ code: 'bad_request' })
  }
  expect(await host.ask('devices.list')).toEqual([world.device])
})

test('nobody takes a key from somebody by listing it first, or replaces half of a pair', async () => {
  await using world = await deviceWorld()
  const { host, nurse, people } = world
  const keys = newKeys()
  await addDevice(nurse, people.nurse.staffId, keys)
  await expect(addDevice(host, people.host.staffId, keys)).resolves.toMatchObject({
    signingKey: keys.signingKey,
  })
  const { signingKey } = keys
  const { sealingKey } = newKeys()
  const signature = keys.sign(people.host.staffId, { signingKey, sealingKey })
  const body = { label: 'A', signingKey, sealingKey, signature }
  await expect(host.ask('devices.add', { body })).rejects.toMatchObject({ code: 'conflict' })
})

test('nobody has more than ten devices, however many come at once', async () => {
  await using world = await deviceWorld()
  const { host, people } = world
  const adding = Array.from({ length: 14 }, () => addDevice(host, people.host.staffId))
  const outcome = await Promise.allSettled(adding)
  expect(outcome.filter(({ status }) => status === 'fulfilled')).toHaveLength(9)
  expect(outcome.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'conflict' },
  })
  expect(await host.ask('devices.list')).toHaveLength(10)
})

test('a device vouches for another of the same person, and for no one else’s', async () => {
  await using world = await deviceWorld()
  const { host, nurse, people } = world
  const { staffId } = people.host
  const [old, fresh] = [newKeys(), newKeys()]
  const by = await addDevice(host, staffId, old)
  world.passMinutes(1)
  const { deviceId } = await addDevice(host, staffId, fresh)
  const signature = old.sign(staffId, fresh)
  const endorse = (client: HttpClient, body: { by: string; signature: string }, id = deviceId) =>
    client.ask('devices.endorse', { params: { deviceId: id }, body })
  await expect(
    endorse(host, { by: by.deviceId, signature: old.sign(staffId) }),
  ).rejects.toMatchObject({ code: 'bad_request' })
  await expect(endorse(nurse, { by: by.deviceId, signature })).rejects.toMatchObject({
    code: 'not_found',
  })
  const theirs = await addDevice(nurse, people.nurse.staffId)
  await expect(endorse(host, { by: theirs.deviceId, signature })).rejects.toMatchObject({
    code: 'not_found',
  })
  const endorsement = { by: old.signingKey, signature }
  await expect(endorse(host, { by: by.deviceId, signature })).resolves.toMatchObject({
    endorsement,
  })
  // It outlives the device that gave it.
  await host.ask('devices.remove', { params: { deviceId: by.deviceId } })
  expect(await host.ask('devices.list')).toMatchObject([{}, { deviceId, endorsement }])
})

test('nobody removes the device of another', async () => {
  await using world = await deviceWorld()
  const { host, nurse, device } = world
  const params = { deviceId: device.deviceId }
  await expect(nurse.ask('devices.remove', { params })).rejects.toMatchObject({ code: 'not_found' })
  await host.ask('devices.remove', { params })
  expect(await host.ask('devices.list')).toEqual([])
  expect((await world.audited()).at(-1)).toBe('device.removed')
})

test('an administrator forgets the devices of one who lost the last: the sign-ins end, and no other centre can', async () => {
  await using world = await deviceWorld()
  const { host, people } = world
  const params = { staffId: people.host.staffId }
  const elsewhere = await world.signIn(
    await world.staff(await world.centre('Else'), 'administrator'),
  )
  await expect(elsewhere.ask('staff.resetDevices', { params })).rejects.toMatchObject({
    code: 'not_found',
  })
  await (await world.administrator()).ask('staff.resetDevices', { params })
  await expect(host.ask('devices.list')).rejects.toMatchObject({ code: 'unauthenticated' })
  const back = await world.signIn(people.host)
  expect(await back.ask('devices.list')).toEqual([])
  expect(await world.audited()).toContain('staff.devicesReset')
  expect(world.told).toContainEqual(['endLogin', expect.any(String), 'revoked'])
})

test('whose account ends has no devices any more', async () => {
  await using world = await deviceWorld()
  const params = { staffId: world.people.host.staffId }
  await (await world.administrator()).ask('staff.offBoard', { params })
  expect(await world.db.selectFrom('devices').selectAll().execute()).toEqual([])
})

test('who hosts sees the devices of all who may host, and of nobody else', async () => {
  await using world = await deviceWorld()
  const { host, nurse, colleague, people, device } = world
  const params = { consultId: world.consultId }
  await addDevice(nurse, people.nurse.staffId)
  await addDevice(colleague, people.colleague.staffId)
  const listed = () => host.ask('devices.ofConsult', { params })
  const { deviceId, signingKey, sealingKey, endorsement } = device
  expect(await listed()).toEqual([
    {
      ...{ deviceId, signingKey, sealingKey, endorsement },
      ...{ staffId: people.host.staffId, name: expect.stringMatching(/^Dr /) },
    },
  ])
  const { nurse: aide, colleague: second } = people
  await host.ask('consults.change', {
    params,
    body: {
      people: [
        { staffId: aide.staffId, role: 'nurse' },
        { staffId: second.staffId, role: 'clinician' },
      ],
    },
  })
  const holders = (await listed()).map(({ staffId }) => staffId)
  expect(holders.toSorted()).toEqual([people.host.staffId, second.staffId].toSorted())
})

test('a secret is kept for devices of those who may host, and given to each device’s own person', async () => {
  await using world = await deviceWorld()
  const { host, nurse, colleague, people, device, params, consultId } = world
  const theirs = await addDevice(colleague, people.colleague.staffId)
  const aides = await addDevice(nurse, people.nurse.staffId)
  const { deviceId } = device
  const store = (...secrets: { deviceId: string; sealed: string }[]) =>
    host.ask('inviteSecrets.store', { params, body: { secrets, isNew: false } })
  for (const other of [theirs.deviceId, aides.deviceId, crypto.randomUUID()])
    await expect(
      store({ deviceId, sealed: sealed() }, { deviceId: other, sealed: sealed() }),
    ).rejects.toMatchObject({ code: 'bad_request' })
  expect(await world.invite()).toMatchObject({ hasSecret: false })

  await host.ask('consults.change', {
    params: { consultId },
    body: { people: [{ staffId: people.colleague.staffId, role: 'clinician' }] },
  })
  const [mine, yours] = [sealed(), sealed()]
  await store({ deviceId, sealed: mine }, { deviceId: theirs.deviceId, sealed: yours })
  expect(await world.invite()).toMatchObject({ hasSecret: true })
  const read = (client: HttpClient, id: string) =>
    client.ask('inviteSecrets.read', { params: { ...params, deviceId: id } })
  expect(await read(host, deviceId)).toEqual({ sealed: mine, lacking: [] })
  expect(await read(colleague, theirs.deviceId)).toEqual({ sealed: yours, lacking: [] })
  expect(await read(host, theirs.deviceId)).toEqual({ sealed: null, lacking: [] })
  await expect(read(nurse, aides.deviceId)).rejects.toMatchObject({ code: 'not_found' })

  const third = await addDevice(host, people.host.staffId)
  expect(await read(host, deviceId)).toEqual({ sealed: mine, lacking: [third.deviceId] })
  await host.ask('devices.remove', { params: { deviceId: third.deviceId } })

  const newer = sealed()
  const late = { isNew: true, secrets: [{ deviceId, sealed: newer }] }
  await expect(host.ask('inviteSecrets.store', { params, body: late })).rejects.toMatchObject({
    code: 'conflict',
  })
  await store({ deviceId, sealed: newer })
  expect(await read(host, deviceId)).toEqual({ sealed: newer, lacking: [] })
  expect(await read(colleague, theirs.deviceId)).toEqual({ sealed: yours, lacking: [] })
  await expect(
    store({ deviceId, sealed: mine }, { deviceId, sealed: newer }),
  ).rejects.toMatchObject({
    code: 'bad_request',
  })
  expect(await world.audited()).toContain('invite.secretsStored')
})

test('a secret ends when the invite is issued anew, and with the device that it was sealed to', async () => {
  await using world = await deviceWorld()
  const { host, people, device, params } = world
  const store = (deviceId: string) =>
    host.ask('inviteSecrets.store', {
      params,
      body: { secrets: [{ deviceId, sealed: sealed() }], isNew: true },
    })
  await store(device.deviceId)
  expect(await host.ask('invites.reissue', { params })).toMatchObject({ hasSecret: false })
  expect(await world.invite()).toMatchObject({ hasSecret: false })
  const second = await addDevice(host, people.host.staffId)
  await store(second.deviceId)
  await host.ask('devices.remove', { params: { deviceId: second.deviceId } })
  expect(await world.invite()).toMatchObject({ hasSecret: false })
  const other = { consultId: world.consultId, inviteId: crypto.randomUUID() }
  const secrets = [{ deviceId: device.deviceId, sealed: sealed() }]
  await expect(
    host.ask('inviteSecrets.store', { params: other, body: { secrets, isNew: false } }),
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('retention removes secrets with the patient’s data', async () => {
  await using world = await deviceWorld()
  const { host, device, params, db, vault, audit } = world
  const secrets = [{ deviceId: device.deviceId, sealed: sealed() }]
  await host.ask('inviteSecrets.store', { params, body: { secrets, isNew: false } })
  const left = () => db.selectFrom('invite_secrets').selectAll().execute()
  expect(await left()).toHaveLength(1)
  const log = { info: () => undefined, error: () => undefined }
  const now = () => new Date(world.clock.now.getTime() + 4_000 * 86_400_000)
  await runRetention(db, { audit, vault, now, log })
  expect(await left()).toEqual([])
})

test('labels are sealed in the record', async () => {
  await using world = await deviceWorld()
  const { label_sealed } = await world.db
    .selectFrom('devices')
    .selectAll()
    .executeTakeFirstOrThrow()
  expect(label_sealed.includes('Firefox')).toBe(false)
})
