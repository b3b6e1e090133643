import { SignJWT, UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import { toBase64Url, utf8 } from '../../../../../client/crypto/bytes.ts'
import { groundOf } from '../../../../../client/crypto/group/Ground.ts'
import { encodeKeyPackage, packageOf } from './Rogue.ts'
import { Attester, makeDevice, random } from './ward.ts'

const person = { personId: 'patient', role: 'patient' } as const
const refused = { code: 'bad_request' }

/** A host who looks at what is offered, and somebody whose key package may carry anything. */
async function door() {
  const server = await Attester.create()
  const host = await server.found()
  const device = await makeDevice()
  const { roomId, publicKey: attestationKey } = server
  const ground = await groundOf({ roomId, attestationKey, device, now: Date.now, random })
  const leafKey = ground.keys.publicKey
  const look = async (attestation: string) =>
    host.group.look(encodeKeyPackage((await packageOf(attestation, ground)).keyPackage))
  return { server, host, ground, leafKey, look }
}

test('what the server attested for this leaf and this room is believed', async () => {
  const { server, leafKey, look, ground } = await door()
  expect(await look(await server.attest(person, leafKey))).toMatchObject({
    ...person,
    kind: 'guest',
    mayHost: false,
    leafKey: toBase64Url(leafKey),
    deviceKey: toBase64Url(ground.device.publicKey),
  })
})

test('an attestation that another key signed, or no key, is refused', async () => {
  const { server, leafKey, look } = await door()
  const claims = JSON.parse(
    atob(
      (await server.attest(person, leafKey))
        .split('.')[1]!
        .replaceAll('-', '+')
        .replaceAll('_', '/'),
    ),
  )
  const header = { typ: 'consilium-leaf+jwt' }
  const publicBytes = utf8(JSON.stringify(server.publicKey))
  const stranger = await Attester.create(server.roomId)
  const forged = [
    await stranger.attest(person, leafKey),
    new UnsecuredJWT(claims).encode(),
    await new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(publicBytes),
    await new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(random(32)),
    'a.b.c',
    '',
  ]
  for (const attestation of forged) await expect(look(attestation)).rejects.toMatchObject(refused)
})

test('an attestation for another room, leaf, time or purpose is refused', async () => {
  const { server, leafKey, look } = await door()
  const past = Math.floor(Date.now() / 1000) - 1
  const lies: readonly Record<string, unknown>[] = [
    { aud: crypto.randomUUID() },
    { aud: [server.roomId] },
    { iss: 'another' },
    { exp: past },
    { exp: undefined },
    { jti: undefined },
    { cnf: { jkt: 'x' } },
    { cnf: 'x' },
    { sub: '' },
    { name: 'x'.repeat(101) },
    { kind: 'server' },
  ]
  for (const lie of lies) {
    await expect(look(await server.attest(person, leafKey, lie))).rejects.toMatchObject(refused)
  }
  const other = await server.attest(person, random(32))
  // Another kind of token that the same key may sign one day.
  const session = await server.attest(person, leafKey, {}, 'JWT')
  for (const attestation of [other, session]) {
    await expect(look(attestation)).rejects.toMatchObject(refused)
  }
})

test('nobody is made a host by an attestation that contradicts itself', async () => {
  const { server, leafKey, look } = await door()
  const lies = [
    { mayHost: true },
    { role: 'waiting' },
    { role: 'surgeon' },
    { role: 'host' },
    { role: 'host', mayHost: true },
    { role: 'clinician', mayHost: true, kind: 'guest' },
  ]
  for (const lie of lies) {
    await expect(look(await server.attest(person, leafKey, lie))).rejects.toMatchObject(refused)
  }
  const staff = { role: 'clinician', mayHost: true, kind: 'staff' }
  expect(await look(await server.attest(person, leafKey, staff))).toMatchObject({ mayHost: true })
})

test('a leaf for which its device did not sign, in this room, is refused', async () => {
  const { server, host, ground, leafKey } = await door()
  const attestation = await server.attest(person, leafKey)
  const elsewhere = { ...ground, door: { ...ground.door, roomId: 'elsewhere' } }
  const stolen = { ...ground, device: { ...ground.device, publicKey: host.device.publicKey } }
  for (const evil of [elsewhere, stolen]) {
    const { keyPackage } = await packageOf(attestation, evil)
    await expect(host.group.look(encodeKeyPackage(keyPackage))).rejects.toMatchObject(refused)
  }
})

test('a key package that lives too long, carries more than we know, or is damaged is refused', async () => {
  const { server, host, ground, leafKey } = await door()
  const attestation = await server.attest(person, leafKey)
  const extensions = [{ extensionType: 0xff00, extensionData: new Uint8Array() }]
  for (const lie of [{ lifetimeSeconds: 100_000 }, { extensions }]) {
    const { keyPackage } = await packageOf(attestation, ground, lie)
    await expect(host.group.look(encodeKeyPackage(keyPackage))).rejects.toMatchObject(refused)
  }
  const sound = encodeKeyPackage((await packageOf(attestation, ground)).keyPackage)
  await host.group.look(sound)
  // Every seventh byte: headers, keys, credential, lifetime and both signatures are among them.
  for (let at = 0; at < sound.length; at += 7) {
    const damaged = sound.with(at, (sound[at] ?? 0) ^ 0x10)
    await expect(host.group.look(damaged)).rejects.toMatchObject(refused)
  }
  for (const bytes of [new Uint8Array(), sound.slice(0, -1), new Uint8Array([...sound, 0])]) {
    await expect(host.group.look(bytes)).rejects.toMatchObject(refused)
  }
  await expect(host.group.look(new Uint8Array(10_000_000))).rejects.toMatchObject(refused)
})

test('a stale key package is not added, by who adds or by who hears of it', async () => {
  const server = await Attester.create()
  const host = await server.found()
  const patient = await server.arrive(person)
  let clock = Date.now()
  const late = await server.arrive({ personId: 'second', role: 'clinician' }, { now: () => clock })
  const { welcome = new Uint8Array() } = await host.group.add([late])
  await host.group.settle(true)
  await late.group.join(welcome, host.groupId)
  const { commit } = await host.group.add([patient])
  await host.group.settle(true)
  // Eleven minutes later the package itself is of no use, but who was away for a while still follows.
  clock += 660_000
  await expect(late.group.look(patient.keyPackage)).rejects.toMatchObject(refused)
  await expect(late.group.add([patient])).rejects.toMatchObject(refused)
  clock += 3_600_000
  await expect(late.group.receive(commit)).rejects.toMatchObject({ reason: 'bad_leaf' })
  clock -= 3_600_000
  expect(await late.group.receive(commit)).toMatchObject({ added: [{ personId: 'patient' }] })
})

test('a key package is used once: neither who is in by it nor who was taken out comes in by it again', async () => {
  const server = await Attester.create()
  const host = await server.found()
  const patient = await server.arrive(person)
  const add = async () => {
    await host.group.add([patient])
    return host.group.settle(true)
  }
  expect(await add()).toMatchObject({ added: [{ personId: 'patient' }] })
  await expect(add()).rejects.toMatchObject({ code: 'conflict' })
  await host.group.remove([1])
  await host.group.settle(true)
  await expect(add()).rejects.toMatchObject({ code: 'conflict' })
  expect(host.group.members).toHaveLength(1)
})
