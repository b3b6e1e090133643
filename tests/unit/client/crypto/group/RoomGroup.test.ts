import { expect, test } from 'vitest'
import { toBase64Url } from '../../../../../client/crypto/bytes.ts'
import type { RoomGroup } from '../../../../../client/crypto/group/RoomGroup.ts'
import { Attester, letIn, makeDevice, makeInviteKey, random } from './ward.ts'

const keyOf = async (group: RoomGroup) => toBase64Url((await group.frameKey()).baseKey)

async function visit() {
  const server = await Attester.create()
  const host = await server.found()
  const nurse = await server.arrive({ personId: 'nurse', role: 'nurse' })
  const patient = await server.arrive({ personId: 'patient', role: 'patient' })
  await letIn(host.group, [], [nurse, patient])
  return { server, host, nurse, patient }
}

test('whoever is let in has the same key, sees the same people, and hears what is said', async () => {
  const { host, nurse, patient } = await visit()
  expect(patient.group.epoch).toBe(1)
  expect(await keyOf(patient.group)).toBe(await keyOf(host.group))
  expect(await keyOf(nurse.group)).toBe(await keyOf(host.group))
  expect(
    patient.group.members.map(({ personId, mayHost, self }) => [personId, mayHost, self]),
  ).toEqual([
    ['host', true, false],
    ['nurse', false, false],
    ['patient', false, true],
  ])
  const message = await patient.group.say('Good morning')
  for (const { group } of [host, nurse]) {
    expect(await group.receive(message)).toMatchObject({
      kind: 'text',
      text: 'Good morning',
      from: { personId: 'patient', kind: 'guest', role: 'patient' },
    })
  }
  expect(await patient.group.receive(message)).toEqual({ kind: 'nothing' })
})

test('the safety code is twenty digits, the same for all, and another in the next epoch', async () => {
  const { host, patient, nurse } = await visit()
  const code = await host.group.code()
  expect(code).toMatch(/^\d{20}$/)
  expect(await patient.group.code()).toBe(code)
  const { commit } = await host.group.update()
  await host.group.settle(true)
  expect(await patient.group.receive(commit)).toMatchObject({
    kind: 'epoch',
    epoch: 2,
    added: [],
  })
  await nurse.group.receive(commit)
  expect(await patient.group.code()).not.toBe(code)
  expect(await patient.group.code()).toBe(await host.group.code())
})

test('a guest with an invite comes in by its secret, and all see that', async () => {
  const { server, host, nurse, patient } = await visit()
  const inviteKey = await makeInviteKey()
  const relative = await server.arrive({ personId: 'relative', role: 'relative' }, { inviteKey })
  const { messages, commit, welcome } = await host.group.add([
    { keyPackage: relative.keyPackage, inviteKey },
  ])
  expect(messages).toHaveLength(1)
  for (const { group } of [nurse, patient]) {
    for (const message of messages) expect(await group.receive(message)).toEqual({ kind: 'psk' })
    expect(await group.receive(commit)).toMatchObject({
      added: [{ personId: 'relative', byInvite: true }],
    })
  }
  await host.group.settle(true)
  await relative.group.join(welcome ?? new Uint8Array(), host.groupId)
  const verified = (group: RoomGroup) =>
    group.members.filter(({ byInvite }) => byInvite).map(({ personId }) => personId)
  expect(verified(host.group)).toEqual(['relative'])
  expect(verified(relative.group)).toEqual(['host'])
  expect(await keyOf(relative.group)).toBe(await keyOf(patient.group))
})

test('who is taken out knows it, and who stays goes on with another key', async () => {
  const { host, nurse, patient } = await visit()
  const before = await keyOf(host.group)
  const [, , leaf] = host.group.members
  const { commit } = await host.group.remove([leaf?.index ?? -1])
  expect(await host.group.settle(true)).toMatchObject({ removed: [{ personId: 'patient' }] })
  expect(await nurse.group.receive(commit)).toMatchObject({ by: { personId: 'host' } })
  expect(await patient.group.receive(commit)).toMatchObject({
    kind: 'removed',
    by: { personId: 'host' },
  })
  expect(await keyOf(nurse.group)).toBe(await keyOf(host.group))
  expect(await keyOf(nurse.group)).not.toBe(before)
  await expect(patient.group.frameKey()).rejects.toMatchObject({ code: 'gone' })
})

test('a device that lost its state takes the place of its old leaf in one commit', async () => {
  const { server, host, nurse, patient } = await visit()
  const { personId, role, device } = patient
  const again = await server.arrive({ personId, role, device })
  const { commit, welcome } = await host.group.add([again])
  await host.group.settle(true)
  expect(await nurse.group.receive(commit)).toMatchObject({
    added: [{ personId: 'patient' }],
    removed: [{ personId: 'patient' }],
  })
  await again.group.join(welcome ?? new Uint8Array(), host.groupId)
  expect(again.group.members.map((leaf) => leaf.personId)).toEqual(['host', 'nurse', 'patient'])
  expect(await keyOf(again.group)).toBe(await keyOf(nurse.group))
})

test('a nurse lets a device in by a word that the hosts hear; a patient may not', async () => {
  const { host, nurse, patient } = await visit()
  const deviceKey = toBase64Url((await makeDevice()).publicKey)
  expect(await host.group.receive(await nurse.group.approve(deviceKey))).toMatchObject({
    kind: 'approve',
    from: { personId: 'nurse' },
    deviceKey,
  })
  await expect(host.group.receive(await patient.group.approve(deviceKey))).rejects.toMatchObject({
    reason: 'may_not_admit',
  })
})

test('of two hosts who commit at once one is overtaken, follows, and tries again', async () => {
  const { server, host, nurse, patient } = await visit()
  const second = await server.arrive({ personId: 'second', role: 'clinician' })
  await letIn(host.group, [nurse.group, patient.group], [second])
  const expert = await server.arrive({ personId: 'expert', role: 'expert' })
  const mine = await host.group.update()
  const theirs = await second.group.add([expert])
  await host.group.settle(true)
  await second.group.settle(false)
  for (const { group } of [second, nurse, patient]) await group.receive(mine.commit)
  await expect(nurse.group.receive(theirs.commit)).rejects.toMatchObject({ reason: 'old_message' })
  await letIn(second.group, [host.group, nurse.group, patient.group], [expert])
  expect(await keyOf(expert.group)).toBe(await keyOf(host.group))
})

test('a commit whose answer was lost counts when it comes back', async () => {
  const { host, patient, nurse } = await visit()
  const { commit } = await host.group.update()
  await host.group.settle(false)
  for (const { group } of [host, patient, nurse]) {
    expect(await group.receive(commit)).toMatchObject({ kind: 'epoch', epoch: 2 })
  }
  expect(await host.group.settle(true)).toBeUndefined()
  expect(await keyOf(host.group)).toBe(await keyOf(patient.group))
})

test('what was said while a commit was on its way is read, and only once', async () => {
  const { host, nurse, patient } = await visit()
  const { commit } = await host.group.update()
  const early = await patient.group.say('before')
  expect(await host.group.receive(early)).toMatchObject({ text: 'before' })
  await host.group.settle(true)
  await expect(host.group.receive(early)).rejects.toMatchObject({ reason: 'unreadable' })
  const late = await patient.group.say('on its way')
  expect(await host.group.receive(late)).toMatchObject({ text: 'on its way' })
  await nurse.group.receive(commit)
  expect(await nurse.group.receive(late)).toMatchObject({ text: 'on its way' })
  expect(await patient.group.receive(await host.group.say('too early'))).toEqual({ kind: 'ahead' })
})

test('only who may host changes who is inside, and only from inside', async () => {
  const { server, nurse } = await visit()
  await expect(nurse.group.update()).rejects.toMatchObject({ code: 'forbidden' })
  const patient = await server.arrive({ personId: 'first', role: 'patient' })
  await expect(patient.group.found(random(16))).rejects.toMatchObject({ code: 'forbidden' })
  expect(() => patient.group.members).toThrow('not in the group')
  await expect(patient.group.say('hello')).rejects.toMatchObject({ code: 'gone' })
})
