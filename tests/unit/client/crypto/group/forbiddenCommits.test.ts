import type { ClientState, Proposal } from 'ts-mls'
import { decodeMlsMessage, processMessage } from 'ts-mls'
import { makeKeyPackageRef } from 'ts-mls/keyPackage.js'
import { beforeEach, expect, test } from 'vitest'
import { fromBase64Url, toBase64Url, utf8 } from '../../../../../client/crypto/bytes.ts'
import { makeCredential } from '../../../../../client/crypto/group/credential.ts'
import { pskIndex } from '../../../../../client/crypto/group/invitePsk.ts'
import { decodeMessage } from '../../../../../client/crypto/group/mlsMessage.ts'
import type { RoomGroup } from '../../../../../client/crypto/group/RoomGroup.ts'
import { Rogue } from './Rogue.ts'
import { Attester, makeDevice, random } from './ward.ts'

let server: Attester
let host: Awaited<ReturnType<Attester['found']>>
let patient: Awaited<ReturnType<Attester['arrive']>>
/** Attested as a clinician, so it may commit; its program keeps no rule. */
let evil: Rogue
/** The same as a nurse, who may not. */
let nurse: Rogue

beforeEach(async () => {
  server = await Attester.create()
  host = await server.found()
  patient = await server.arrive({ personId: 'patient', role: 'patient' })
  evil = await Rogue.arrive(server, { personId: 'evil', role: 'clinician' })
  nurse = await Rogue.arrive(server, { personId: 'nurse', role: 'nurse' })
  const { welcome = new Uint8Array() } = await host.group.add([patient, evil, nurse])
  await host.group.settle(true)
  await patient.group.join(welcome, host.groupId)
  await evil.join(welcome)
  await nurse.join(welcome)
})

/** All of ours refuse a message for this reason, and are in the same epoch with the same people as before. */
async function expectRefused(message: Uint8Array, reason: string): Promise<void> {
  for (const { group } of [host, patient]) {
    const before = await standing(group)
    await expect(group.receive(message)).rejects.toMatchObject({ reason })
    expect(await standing(group)).toEqual(before)
  }
  // They still understand each other.
  const said = await patient.group.say('Still here')
  expect(await host.group.receive(said)).toMatchObject({ text: 'Still here' })
}

async function standing(group: RoomGroup) {
  return { people: group.members, ...(await group.frameKey()) }
}

const packageIn = (bytes: Uint8Array) => decodeMessage(bytes, 'mls_key_package', 8_192).keyPackage

const add = (bytes: Uint8Array): Proposal => ({
  proposalType: 'add',
  add: { keyPackage: packageIn(bytes) },
})

const psk = (pskId: Uint8Array): Proposal => ({
  proposalType: 'psk',
  psk: { preSharedKeyId: { psktype: 'external', pskId, pskNonce: random(32) } },
})

test('a commit that keeps the rules is followed, also when a rogue made it: the tests below fail for their reason', async () => {
  const guest = await server.arrive({ personId: 'guest', role: 'relative' })
  const { commit, welcome = new Uint8Array() } = await evil.commit([add(guest.keyPackage)])
  for (const { group } of [host, patient]) {
    expect(await group.receive(commit)).toMatchObject({
      by: { personId: 'evil' },
      added: [{ personId: 'guest', byInvite: false }],
    })
  }
  await guest.group.join(welcome, host.groupId)
  expect(await guest.group.code()).toBe(await host.group.code())
})

test('a server that comes in by an external commit is refused; a lax program would let it in', async () => {
  const ghost = await Rogue.arrive(server, { personId: 'host', role: 'host' })
  const commit = await nurse.letServerIn(ghost)
  const message = decodeMlsMessage(commit, 0)?.[0]
  if (message?.wireformat !== 'mls_public_message') throw new Error('Not a public message')
  const none = pskIndex(new Map())
  const accept = () => 'accept' as const
  const { suite } = evil.ground
  const { newState } = await processMessage(message, evil.state, none, accept, suite)
  expect(newState.ratchetTree.filter((node) => node?.nodeType === 'leaf')).toHaveLength(5)
  await expectRefused(commit, 'malformed')
})

test('nobody but who may host takes people in or out, or changes the keys', async () => {
  const guest = await server.arrive({ personId: 'guest', role: 'relative' })
  const remove: Proposal = { proposalType: 'remove', remove: { removed: 1 } }
  for (const proposals of [[add(guest.keyPackage)], [remove], []]) {
    await expectRefused((await nurse.commit(proposals)).commit, 'may_not_commit')
  }
})

test('a commit in the open is refused, whoever made it', async () => {
  const { commit } = await evil.commit([], { wireAsPublicMessage: true })
  await expectRefused(commit, 'malformed')
})

test('a member who puts a commit in the place of another is found out', async () => {
  const { state } = evil
  const inHostsPlace = { ...state, privatePath: { ...state.privatePath, leafIndex: 0 } }
  const { commit } = await evil.commit([], {}, inHostsPlace)
  await expect(host.group.receive(commit)).rejects.toMatchObject({ reason: 'fork' })
  await expect(patient.group.receive(commit)).rejects.toMatchObject({ reason: 'unreadable' })
})

test('a proposal that waits for somebody to commit it is refused', async () => {
  const remove: Proposal = { proposalType: 'remove', remove: { removed: 1 } }
  await expectRefused(await nurse.propose(remove, false), 'standalone_proposal')
  await expectRefused(await nurse.propose(remove, true), 'malformed')
})

test('the context of the group stays as it is: no extensions, no other group, no proposal that we do not know', async () => {
  const extensions: Proposal = {
    proposalType: 'group_context_extensions',
    groupContextExtensions: { extensions: [] },
  }
  const reinit: Proposal = {
    proposalType: 'reinit',
    reinit: {
      groupId: random(16),
      version: 'mls10',
      cipherSuite: 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519',
      extensions: [],
    },
  }
  const unknown: Proposal = { proposalType: 0xf000, proposalData: random(4) }
  for (const proposal of [extensions, reinit, unknown]) {
    await expectRefused((await evil.commit([proposal])).commit, 'forbidden_proposal')
  }
})

/** The rogue's state with another credential in its own leaf: its next commit tells it to all. */
function disguised(state: ClientState, credential: Awaited<ReturnType<typeof makeCredential>>) {
  const own = state.privatePath.leafIndex * 2
  const ratchetTree = state.ratchetTree.map((node, index) =>
    index === own && node?.nodeType === 'leaf'
      ? { ...node, leaf: { ...node.leaf, credential } }
      : node,
  )
  return { ...state, ratchetTree }
}

test('nobody becomes another person, role or device by an update, even one that the server attests', async () => {
  const { keys, door, device } = evil.ground
  const disguises = [
    [{ personId: 'host', role: 'host' }, device],
    [{ personId: 'evil', role: 'chair' }, device],
    [{ personId: 'evil', role: 'clinician' }, await makeDevice()],
  ] as const
  for (const [person, vouching] of disguises) {
    const attestation = await server.attest(person, keys.publicKey)
    const credential = await makeCredential(attestation, keys.publicKey, door.roomId, vouching)
    const { commit } = await evil.commit([], {}, disguised(evil.state, credential))
    await expectRefused(commit, 'changed_leaf')
  }
})

test('somebody whom the server never attested for this room is not taken in by a host that would', async () => {
  const elsewhere = await Attester.create()
  const stranger = await elsewhere.arrive({ personId: 'stranger', role: 'patient' })
  // The library refuses it before it asks us: our check of credentials is in it.
  await expectRefused((await evil.commit([add(stranger.keyPackage)])).commit, 'unreadable')
})

test('a person has one leaf a device, whatever two packages and two commits are made of it', async () => {
  const { personId, role, device } = patient
  const again = await server.arrive({ personId, role, device })
  await expectRefused((await evil.commit([add(again.keyPackage)])).commit, 'bad_leaf')
  const guest = { personId: 'guest', role: 'relative', device: await makeDevice() } as const
  const [one, two] = [await server.arrive(guest), await server.arrive(guest)]
  const both = [add(one.keyPackage), add(two.keyPackage)]
  await expectRefused((await evil.commit(both)).commit, 'bad_leaf')
})

test('who was taken out is not brought back by their old key package', async () => {
  const remove: Proposal = { proposalType: 'remove', remove: { removed: 1 } }
  const both = await evil.commit([remove, add(patient.keyPackage)])
  await expect(host.group.receive(both.commit)).rejects.toMatchObject({ reason: 'bad_leaf' })
  const { commit, newState } = await evil.commit([remove])
  expect(await host.group.receive(commit)).toMatchObject({ removed: [{ personId: 'patient' }] })
  evil.state = newState
  const back = await evil.commit([add(patient.keyPackage)])
  await expect(host.group.receive(back.commit)).rejects.toMatchObject({ reason: 'bad_leaf' })
})

test('the key of an invite comes with one guest whose key package it names, and nothing else', async () => {
  const one = await server.arrive({ personId: 'one', role: 'patient' })
  const two = await server.arrive({ personId: 'two', role: 'patient' })
  const id = random(32)
  const psks = new Map([[toBase64Url(id), random(32)]])
  const say = { kind: 'psk', id: toBase64Url(id), value: toBase64Url(psks.values().next().value!) }
  const message = await evil.say(utf8(JSON.stringify(say)))
  for (const { group } of [host, patient]) {
    expect(await group.receive(message)).toEqual({ kind: 'psk' })
  }
  const ref = await makeKeyPackageRef(packageIn(one.keyPackage), evil.ground.suite.hash)
  const fitting = { kind: 'psk', id: toBase64Url(ref), value: toBase64Url(random(32)) }
  psks.set(fitting.id, fromBase64Url(fitting.value))
  const more = await evil.say(utf8(JSON.stringify(fitting)))
  for (const { group } of [host, patient]) await group.receive(more)
  const commits = [
    [add(one.keyPackage), add(two.keyPackage), psk(ref)],
    [add(one.keyPackage), psk(ref), psk(id)],
    [psk(id)],
    [add(one.keyPackage), psk(id)],
    [add(one.keyPackage), add(two.keyPackage), psk(id)],
  ]
  for (const proposals of commits) {
    await expectRefused((await evil.commit(proposals, { psks })).commit, 'psk')
  }
  const unknown = new Map([[toBase64Url(random(32)), random(32)]])
  const [name = ''] = unknown.keys()
  const { commit } = await evil.commit([add(one.keyPackage), psk(fromBase64Url(name))], {
    psks: unknown,
  })
  await expectRefused(commit, 'unreadable')
})

test('a nurse gives nobody a key, and none is kept beyond its epoch or without bound', async () => {
  const payload = () => {
    const [id, value] = [toBase64Url(random(32)), toBase64Url(random(32))]
    return utf8(JSON.stringify({ kind: 'psk', id, value }))
  }
  await expect(host.group.receive(await nurse.say(payload()))).rejects.toMatchObject({
    reason: 'psk',
  })
  for (let n = 0; n < 8; n += 1) await host.group.receive(await evil.say(payload()))
  await expect(host.group.receive(await evil.say(payload()))).rejects.toMatchObject({
    reason: 'psk',
  })
  const guest = await server.arrive({ personId: 'guest', role: 'patient' })
  const [id, value] = [random(32), random(32)]
  const late = { kind: 'psk', id: toBase64Url(id), value: toBase64Url(value) }
  const message = await evil.say(utf8(JSON.stringify(late)))
  const { commit } = await host.group.update()
  await host.group.settle(true)
  expect(await host.group.receive(message)).toEqual({ kind: 'psk' })
  await evil.follow(commit)
  const psks = new Map([[toBase64Url(id), value]])
  const adding = await evil.commit([add(guest.keyPackage), psk(id)], { psks })
  await expect(host.group.receive(adding.commit)).rejects.toMatchObject({ reason: 'unreadable' })
})

test('a welcome by somebody who may not host, or to another group, is refused', async () => {
  const guest = await server.arrive({ personId: 'guest', role: 'relative' })
  const { welcome: byNurse = new Uint8Array() } = await nurse.commit([add(guest.keyPackage)])
  await expect(guest.group.join(byNurse, host.groupId)).rejects.toMatchObject({
    reason: 'may_not_commit',
  })
  const { welcome: byEvil = new Uint8Array() } = await evil.commit([add(guest.keyPackage)])
  await expect(guest.group.join(byEvil, random(16))).rejects.toMatchObject({
    reason: 'other_group',
  })
  expect(() => guest.group.members).toThrow('not in the group')
})

test('who holds an invite refuses a welcome without its key, and one with the key of another', async () => {
  const inviteKey = await importInvite(random(32))
  const invited = { personId: 'invited', role: 'patient' } as const
  const without = await server.arrive(invited, { inviteKey })
  const { welcome: bare = new Uint8Array() } = await host.group.add([without])
  await expect(without.group.join(bare, host.groupId)).rejects.toMatchObject({ reason: 'psk' })
  await host.group.settle(false)
  const other = await server.arrive(invited, { inviteKey })
  const { keyPackage } = other
  const wrong = await host.group.add([{ keyPackage, inviteKey: await importInvite(random(32)) }])
  await expect(other.group.join(wrong.welcome!, host.groupId)).rejects.toMatchObject({
    reason: 'psk',
  })
  await host.group.settle(false)
  const right = await host.group.add([{ keyPackage, inviteKey }])
  await other.group.join(right.welcome!, host.groupId)
  expect(other.group.members).toHaveLength(5)
})

test('who holds no invite refuses a welcome that was made with one', async () => {
  const guest = await server.arrive({ personId: 'guest', role: 'patient' })
  const inviteKey = await importInvite(random(32))
  const { welcome = new Uint8Array() } = await host.group.add([{ ...guest, inviteKey }])
  await expect(guest.group.join(welcome, host.groupId)).rejects.toMatchObject({ reason: 'psk' })
})

const importInvite = (secret: Uint8Array<ArrayBuffer>) =>
  crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
