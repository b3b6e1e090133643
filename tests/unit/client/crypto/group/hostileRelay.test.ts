import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { toBase64Url, utf8 } from '../../../../../client/crypto/bytes.ts'
import type { RoomGroup } from '../../../../../client/crypto/group/RoomGroup.ts'
import { Rogue } from './Rogue.ts'
import { Attester, letIn } from './ward.ts'

let server: Attester
let host: Awaited<ReturnType<Attester['found']>>
let patient: Awaited<ReturnType<Attester['arrive']>>

beforeEach(async () => {
  server = await Attester.create()
  host = await server.found()
  patient = await server.arrive({ personId: 'patient', role: 'patient' })
  await letIn(host.group, [], [patient])
})

const keyOf = async (group: RoomGroup) => toBase64Url((await group.frameKey()).baseKey)

/** The host's commit that changes the keys, settled on their side. */
async function updated(): Promise<Uint8Array> {
  const { commit } = await host.group.update()
  await host.group.settle(true)
  return commit
}

test('a message is heard once; another order within an epoch is no harm', async () => {
  const said = [await patient.group.say('one'), await patient.group.say('two')]
  expect(await host.group.receive(said[1]!)).toMatchObject({ text: 'two' })
  expect(await host.group.receive(said[0]!)).toMatchObject({ text: 'one' })
  for (const message of said) {
    await expect(host.group.receive(message)).rejects.toMatchObject({ reason: 'unreadable' })
  }
})

test('a commit is followed once, and one that came before it is asked for', async () => {
  const first = await updated()
  const second = await updated()
  expect(await patient.group.receive(second)).toEqual({ kind: 'ahead' })
  await patient.group.receive(first)
  await expect(patient.group.receive(first)).rejects.toMatchObject({ reason: 'old_message' })
  await patient.group.receive(second)
  expect(await keyOf(patient.group)).toBe(await keyOf(host.group))
})

test('what was said long ago is not heard again, nor what belongs to another room', async () => {
  const old = await patient.group.say('yesterday')
  for (let n = 0; n < 4; n += 1) await patient.group.receive(await updated())
  expect(await host.group.receive(old)).toEqual({ kind: 'nothing' })
  const elsewhere = await server.found('other host')
  const { commit } = await elsewhere.group.update()
  for (const message of [commit, await elsewhere.group.say('hello')]) {
    await expect(patient.group.receive(message)).rejects.toMatchObject({ reason: 'other_group' })
  }
})

test('a server that parts the room in two shows two codes', async () => {
  const { personId, role, device } = host
  const twin = await server.arrive({ personId, role, device })
  await twin.group.found(host.groupId)
  const again = await server.arrive({
    personId: 'patient',
    role: 'patient',
    device: patient.device,
  })
  await letIn(twin.group, [], [again])
  const who = (group: RoomGroup) => group.members.map((leaf) => [leaf.personId, leaf.deviceKey])
  expect(who(again.group)).toEqual(who(patient.group))
  expect(again.group.groupId).toEqual(patient.group.groupId)
  expect(await again.group.code()).not.toBe(await patient.group.code())
  expect(await keyOf(again.group)).not.toBe(await keyOf(patient.group))
  await expect(patient.group.receive(await again.group.say('I am here'))).rejects.toMatchObject({
    reason: 'unreadable',
  })
})

test('a server that takes two commits for one epoch is found out by who made one', async () => {
  const second = await server.arrive({ personId: 'second', role: 'clinician' })
  await letIn(host.group, [patient.group], [second])
  const { commit: mine } = await host.group.update()
  const { commit: theirs } = await second.group.update()
  await host.group.receive(theirs)
  await expect(host.group.settle(true)).rejects.toMatchObject({ reason: 'fork' })
  await second.group.settle(true)
  await patient.group.receive(mine)
  await expect(patient.group.receive(theirs)).rejects.toMatchObject({ reason: 'old_message' })
  await expect(host.group.receive(mine)).resolves.toEqual({ kind: 'nothing' })
  expect(await patient.group.code()).not.toBe(await host.group.code())
})

test('who was taken out opens nothing of what follows, and is not heard any more', async () => {
  const evil = await Rogue.arrive(server, { personId: 'evil', role: 'relative' })
  const { commit: adding, welcome = new Uint8Array() } = await host.group.add([evil])
  await host.group.settle(true)
  await patient.group.receive(adding)
  await evil.join(welcome)
  const goodbye = await evil.say(utf8(JSON.stringify({ kind: 'text', text: 'Goodbye' })))
  const { commit } = await host.group.remove([2])
  await host.group.settle(true)
  await patient.group.receive(commit)
  // It said so before the commit, and the relay was late: nothing of it is shown.
  expect(await patient.group.receive(goodbye)).toEqual({ kind: 'nothing' })
  const before = evil.state
  await evil.follow(commit)
  expect(evil.state.groupActiveState).toEqual({ kind: 'removedFromGroup' })
  evil.state = before
  for (const message of [await patient.group.say('They are gone'), await updated()]) {
    await expect(evil.follow(message)).rejects.toThrow()
  }
  const forged = await evil.say(utf8(JSON.stringify({ kind: 'text', text: 'Still here' })))
  expect(await patient.group.receive(forged)).toEqual({ kind: 'nothing' })
})

test('what somebody said who has left is not taken for the word of who has their place', async () => {
  const relative = await server.arrive({ personId: 'relative', role: 'relative' })
  await letIn(host.group, [patient.group], [relative])
  const late = await relative.group.say('Goodbye')
  const { commit } = await host.group.remove([2])
  await host.group.settle(true)
  await patient.group.receive(commit)
  const nurse = await server.arrive({ personId: 'nurse', role: 'nurse' })
  await letIn(host.group, [patient.group], [nurse])
  expect(host.group.members[2]).toMatchObject({ index: 2, personId: 'nurse' })
  expect(await patient.group.receive(late)).toEqual({ kind: 'nothing' })
})

test('who comes in opens nothing of what was before', async () => {
  const before = await patient.group.say('Between us')
  const { commit } = await host.group.update()
  await host.group.settle(true)
  await patient.group.receive(commit)
  const late = await server.arrive({ personId: 'late', role: 'relative' })
  await letIn(host.group, [patient.group], [late])
  for (const message of [before, commit]) {
    expect(await late.group.receive(message)).toEqual({ kind: 'nothing' })
  }
  expect(await host.group.receive(before)).toMatchObject({ text: 'Between us' })
})

test('two commits of one epoch are not encrypted with the same key', async () => {
  const watcher = await Rogue.arrive(server, { personId: 'watcher', role: 'relative' })
  const { commit, welcome = new Uint8Array() } = await host.group.add([watcher])
  await host.group.settle(true)
  await patient.group.receive(commit)
  await watcher.join(welcome)
  const first = await host.group.update()
  await host.group.settle(false)
  const second = await host.group.update()
  expect(await watcher.generationOf(first.commit)).toBe(0)
  expect(await watcher.generationOf(second.commit)).toBe(1)
  await host.group.settle(true)
  expect(await patient.group.receive(second.commit)).toMatchObject({ kind: 'epoch', epoch: 3 })
})

test('garbage is refused and changes nothing', async () => {
  const key = await keyOf(patient.group)
  const commit = await updated()
  const said = await host.group.say('hello')
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc
      .tuple(fc.constantFrom(commit, said), fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([message, at, flip]) => {
        const place = at % message.length
        return message.with(place, (message[place] ?? 0) ^ flip)
      }),
    fc.tuple(fc.constantFrom(commit, said), fc.nat()).map(([m, at]) => m.slice(0, at % m.length)),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (message) => {
      const outcome = await patient.group.receive(message).then(
        ({ kind }) => kind,
        (error: unknown) => (error instanceof Error ? error.name : 'other'),
      )
      // An epoch that is flipped into the future is asked for, and never comes.
      expect(['GroupAlarm', 'ahead']).toContain(outcome)
      expect(patient.group.epoch).toBe(1)
    }),
    { numRuns: 150, seed: 20261122 },
  )
  await expect(patient.group.receive(new Uint8Array(10_000_000))).rejects.toMatchObject({
    reason: 'malformed',
  })
  expect(await keyOf(patient.group)).toBe(key)
  await patient.group.receive(commit)
  expect(await patient.group.receive(said)).toMatchObject({ text: 'hello' })
})

test('what a member says has a form and a length', async () => {
  const evil = await Rogue.arrive(server, { personId: 'evil', role: 'clinician' })
  const { welcome = new Uint8Array() } = await host.group.add([evil])
  await host.group.settle(true)
  await evil.join(welcome)
  const said = [
    'text',
    '[]',
    'null',
    '{}',
    '{"kind":"text"}',
    '{"kind":"text","text":1}',
    '{"kind":"approve","deviceKey":"short"}',
    '{"kind":"psk","id":"","value":""}',
    `{"kind":"text","text":"${'x'.repeat(11_000)}"}`,
  ]
  for (const words of said) {
    await expect(host.group.receive(await evil.say(utf8(words)))).rejects.toThrow('refused')
  }
  const notText = await evil.say(new Uint8Array([0x7b, 0xff, 0x7d]))
  await expect(host.group.receive(notText)).rejects.toThrow('refused')
  await expect(host.group.say('x'.repeat(11_000))).rejects.toMatchObject({ code: 'bad_request' })
  const longest = 'x'.repeat(10_000)
  const { length } = await host.group.say(longest)
  // What `group.say` takes.
  expect(length).toBeLessThan(16_384)
  // A short word and a long one look the same from outside.
  const [yes, longer] = [await host.group.say('yes'), await host.group.say('it is a longer one')]
  expect(yes.length).toBe(longer.length)
})

test('a member who skips far ahead in their keys is refused', async () => {
  const evil = await Rogue.arrive(server, { personId: 'evil', role: 'relative' })
  const { commit, welcome = new Uint8Array() } = await host.group.add([evil])
  await host.group.settle(true)
  await patient.group.receive(commit)
  await evil.join(welcome)
  const { state } = evil
  const secretTree = state.secretTree.map((node, index) =>
    index === state.privatePath.leafIndex * 2
      ? { ...node, application: { ...node.application, generation: 4_000_000_000 } }
      : node,
  )
  evil.state = { ...state, secretTree }
  const message = await evil.say(utf8('{"kind":"text","text":"far away"}'))
  await expect(host.group.receive(message)).rejects.toMatchObject({ reason: 'unreadable' })
  expect(await patient.group.receive(await host.group.say('near'))).toMatchObject({ text: 'near' })
})
