import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, test, vi } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../../../client/crypto/bytes.ts'
import { browserMemory } from '../../../../client/crypto/device/browserMemory.ts'
import { endorse } from '../../../../client/crypto/device/endorsement.ts'
import { makeSecret, sealSecret } from '../../../../client/crypto/device/madeSecret.ts'
import { GroupKeeper } from '../../../../client/crypto/GroupKeeper.ts'
import type { Memory } from '../../../../client/crypto/Memory.ts'
import { FrameKeys } from '../../../../client/crypto/sframe/FrameKeys.ts'
import type { Role } from '../../../../shared/domain/roles.ts'
import { Attester, random } from './group/ward.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory())
})

type Opening = {
  readonly personId: string
  readonly role: Role
  readonly inviteSecret?: string | null
}

/** What a page does with its worker, up to what it offers. */
async function arrive(server: Attester, { personId, role, inviteSecret }: Opening, old?: Memory) {
  const memory = old ?? (await browserMemory(personId))
  const keeper = new GroupKeeper({
    keys: new FrameKeys(() => performance.now()),
    memoryOf: async () => memory,
    now: Date.now,
    counts: async () => ({ sealed: {}, opened: {} }),
  })
  const { roomId, publicKey: attestationKey } = server
  const leafKey = await keeper.begin({ roomId, attestationKey, owner: personId, inviteSecret })
  const attestation = await server.attest({ personId, role }, fromBase64Url(leafKey))
  return { keeper, memory, keyPackage: await keeper.offer(attestation) }
}

async function hosting() {
  const server = await Attester.create()
  const host = await arrive(server, { personId: 'doctor', role: 'host' })
  const groupId = toBase64Url(random(16))
  await host.keeper.found(groupId)
  return { server, host, groupId }
}

async function sealedBy(maker: Memory, to: Memory) {
  const made = await makeSecret(maker.device, 'guest', random)
  const sealed = toBase64Url(await sealSecret(made, to.device.sealingKey, 'guest'))
  return { inviteSecret: toBase64Url(made.secret), sealed }
}

const guest = { personId: 'guest', role: 'patient' } as const

test('a guest with the secret of their link and the host whose browser made it know each other', async () => {
  const { server, host, groupId } = await hosting()
  const { inviteSecret, sealed } = await sealedBy(host.memory, host.memory)
  const { keeper, keyPackage } = await arrive(server, { ...guest, inviteSecret })
  expect(await host.keeper.look(keyPackage)).toMatchObject({ holdsSecret: true })
  expect(await host.keeper.opens('guest', sealed)).toBe(true)
  const { welcome } = await host.keeper.add([{ keyPackage, sealed }])
  const atHost = await host.keeper.settle(true)
  const atGuest = await keeper.join(groupId, welcome)
  for (const { leaves } of [atHost, atGuest])
    expect(leaves.filter(({ self }) => !self)).toMatchObject([{ byInvite: true }])
})

test('a guest with another secret is not let in, and knows why', async () => {
  const { server, host, groupId } = await hosting()
  const { sealed } = await sealedBy(host.memory, host.memory)
  const wrong = await arrive(server, { ...guest, inviteSecret: toBase64Url(random(32)) })
  const { welcome } = await host.keeper.add([{ keyPackage: wrong.keyPackage, sealed }])
  await expect(wrong.keeper.join(groupId, welcome)).rejects.toMatchObject({ code: 'forbidden' })
})

test('a guest who holds a secret does not come in by a host who does not know it', async () => {
  const { server, host, groupId } = await hosting()
  const { inviteSecret } = await sealedBy(host.memory, host.memory)
  const { keeper, keyPackage } = await arrive(server, { ...guest, inviteSecret })
  const { welcome } = await host.keeper.add([{ keyPackage }])
  await expect(keeper.join(groupId, welcome)).rejects.toMatchObject({ code: 'forbidden' })
})

test('a secret is good for whoever holds it only: it proves nothing of a guest without one', async () => {
  const { server, host, groupId } = await hosting()
  const { sealed } = await sealedBy(host.memory, host.memory)
  const { keeper, keyPackage } = await arrive(server, { ...guest, inviteSecret: null })
  expect(await host.keeper.look(keyPackage)).toMatchObject({ holdsSecret: false })
  const { welcome } = await host.keeper.add([{ keyPackage, sealed }])
  const { leaves } = await host.keeper.settle(true)
  expect(leaves).toMatchObject([{ self: true }, { byInvite: false }])
  await keeper.join(groupId, welcome)
})

test('a secret that the server sealed to the host lets its bearer in unverified, until a known device made it', async () => {
  const { server, host } = await hosting()
  const stranger = await browserMemory('stranger')
  const { inviteSecret, sealed } = await sealedBy(stranger, host.memory)
  const come = () => arrive(server, { ...guest, inviteSecret })
  const { keyPackage } = await come()
  await host.keeper.add([{ keyPackage, sealed }])
  expect((await host.keeper.settle(true)).leaves).toMatchObject([{}, { byInvite: false }])

  const { publicKey: signingKey, sealingKey } = stranger.device
  const signature = await endorse(stranger.device, { personId: 'nora', signingKey, sealingKey })
  const deviceKey = toBase64Url(signingKey)
  const endorsement = { by: deviceKey, signature: toBase64Url(signature) }
  const listed = {
    ...{ personId: 'nora', signingKey: deviceKey },
    ...{ sealingKey: toBase64Url(sealingKey), endorsement },
  }
  await host.keeper.introduce([listed])
  const second = await come()
  await host.keeper.add([{ keyPackage: second.keyPackage, sealed }])
  expect((await host.keeper.settle(true)).leaves).toMatchObject([{}, { byInvite: false }])

  await host.memory.note({ personId: 'nora', deviceKey }, false)
  const third = await come()
  await host.keeper.add([{ keyPackage: third.keyPackage, sealed }])
  expect((await host.keeper.settle(true)).leaves).toMatchObject([{}, { byInvite: true }])
})

test('a reload keeps the secret, and a newer link without one lets go of it', async () => {
  const server = await Attester.create()
  const inviteSecret = toBase64Url(random(32))
  const holds = async (opened: string | null | undefined) => {
    const { keyPackage } = await arrive(server, {
      ...guest,
      ...(opened !== undefined && { inviteSecret: opened }),
    })
    const host = await arrive(server, { personId: 'doctor', role: 'host' })
    await host.keeper.found(toBase64Url(random(16)))
    return (await host.keeper.look(keyPackage)).holdsSecret
  }
  expect(await holds(undefined)).toBe(false)
  expect(await holds(inviteSecret)).toBe(true)
  expect(await holds(undefined)).toBe(true)
  expect(await holds(null)).toBe(false)
  expect(await holds(undefined)).toBe(false)
})

test('a second device of a colleague is no stranger when a known one vouches for it', async () => {
  const { server, host } = await hosting()
  const [old, fresh] = [await browserMemory('old'), await browserMemory('fresh')]
  const nora = { personId: 'nora', role: 'clinician' } as const
  const look = async () => {
    const { keyPackage } = await arrive(server, nora, fresh)
    return (await host.keeper.look(keyPackage)).device
  }
  expect(await look()).toBe('first')
  await host.memory.note({ personId: 'nora', deviceKey: toBase64Url(old.device.publicKey) }, false)
  expect(await look()).toBe('changed')
  const { publicKey: signingKey, sealingKey } = fresh.device
  const signature = await endorse(old.device, { personId: 'nora', signingKey, sealingKey })
  const listed = {
    ...{ personId: 'nora', signingKey: toBase64Url(signingKey) },
    sealingKey: toBase64Url(sealingKey),
  }
  const by = toBase64Url(old.device.publicKey)
  await host.keeper.introduce([{ ...listed, endorsement: { by, signature: 'A'.repeat(86) } }])
  expect(await look()).toBe('changed')
  const endorsement = { by, signature: toBase64Url(signature) }
  await host.keeper.introduce([{ ...listed, endorsement }])
  expect(await look()).toBe('endorsed')
})
