import { randomBytes } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { LIMITS } from '../../server/cluster/Limits.ts'
import type { Body } from '../../shared/protocol/contract.ts'
import type { AppProtocol } from '../../shared/protocol/protocol.ts'
import { liveWorld, type LiveWorld } from './liveWorld.ts'
import type { Person } from './Person.ts'

type State = Body<AppProtocol['group.state']>
type Offers = Body<AppProtocol['group.offers']>

/** The relay reads none of it: any bytes will do. */
const bytes = (count = 40) => randomBytes(count).toString('base64url')
const newGroupId = () => bytes(16)
const newLeafKey = () => bytes(32)

async function attest(person: Person): Promise<string> {
  const leafKey = newLeafKey()
  await person.signal.ask('group.attest', { leafKey })
  return leafKey
}

/** A host with a group, and a guest who waits; both attested. */
async function grouped(world: LiveWorld, how: 'waiting' | 'admitted' = 'waiting') {
  const visit = await world.visit(how)
  const leafKeys = { host: await attest(visit.host), guest: await attest(visit.guest) }
  const groupId = newGroupId()
  await visit.host.signal.ask('group.found', { groupId })
  return { ...visit, groupId, leafKeys }
}

function add(by: Person, groupId: string, epoch: number, ...added: Person[]) {
  const welcome = { peerIds: added.map(({ peerId }) => peerId), message: bytes() }
  return by.signal.ask('group.commit', { groupId, epoch, commit: bytes(), welcome, removed: [] })
}

function remove(by: Person, groupId: string, epoch: number, removed: string[]) {
  const commit = bytes()
  return by.signal.ask('group.commit', { groupId, epoch, commit, welcome: null, removed })
}

const say = (by: Person, groupId: string) =>
  by.signal.ask('group.say', { groupId, message: bytes() })

/** The numbers of the messages that a device was told, in the order in which it was told. */
function told({ heard }: Person): number[] {
  return heard
    .filter(({ name }) => name === 'group.message')
    .map(({ body }) => (body as { seq: number }).seq)
}

const members = (person: Person) => (person.last('group.state') as State | undefined)?.members
const offers = (person: Person) =>
  (person.last('group.offers') as Offers | undefined)?.map(({ peerId }) => peerId)

/** Another who may lead, in the room. */
async function colleague(world: LiveWorld) {
  const [doctor, second] = [await world.staff('Dr Weber'), await world.staff('Dr Two')]
  const consultId = await world.consult(doctor, [{ who: second, role: 'clinician' }])
  const host = world.arrive(doctor, consultId)
  const other = world.arrive(second, consultId)
  await host.join()
  await other.join()
  await attest(host)
  await attest(other)
  return { doctor, consultId, host, other }
}

test('those who may lead see who asks to be taken in, waiting or not, with the key package', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit()
  await vi.waitFor(() =>
    expect(host.last('group.offers')).toContainEqual({
      peerId: guest.peerId,
      keyPackage: guest.keyPackage,
    }),
  )
  const keyPackage = bytes()
  await guest.signal.ask('group.offer', { keyPackage })
  await vi.waitFor(() =>
    expect(host.last('group.offers')).toContainEqual({ peerId: guest.peerId, keyPackage }),
  )
  expect(offers(host)).toHaveLength(2)
  await guest.signal.ask('room.leave', {}).catch(() => undefined)
  await vi.waitFor(() => expect(offers(host)).toEqual([host.peerId]))
  expect(guest.names()).not.toContain('group.offers')
})

test('everybody hears everything in one order, also what they said themselves', async () => {
  await using world = await liveWorld()
  const { host, guest, groupId, leafKeys } = await grouped(world, 'admitted')
  expect(await add(host, groupId, 0, guest)).toEqual({ seq: 1 })
  await vi.waitFor(() => expect(members(guest)).toHaveLength(2))
  expect(guest.last('group.welcome')).toMatchObject({ groupId, seq: 1 })
  expect(members(guest)).toEqual([
    { peerId: host.peerId, leafKey: leafKeys.host },
    { peerId: guest.peerId, leafKey: leafKeys.guest },
  ])
  await vi.waitFor(() => expect(offers(host)).toEqual([]))
  const said = await Promise.all(
    Array.from({ length: 10 }, (_, turn) => say(turn % 2 ? host : guest, groupId)),
  )
  expect(said.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual([
    2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
  ])
  // The commit that took the guest in is not for the guest.
  await vi.waitFor(() => expect(told(guest)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))
  await vi.waitFor(() => expect(told(host)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))
  expect(guest.last('group.message')).toEqual(host.last('group.message'))
})

test('of two commits that end one epoch the first wins, and the other is told so', async () => {
  await using world = await liveWorld()
  const { host, other } = await colleague(world)
  const groupId = newGroupId()
  await host.signal.ask('group.found', { groupId })
  await add(host, groupId, 0, other)
  const update = (by: Person, epoch: number) => remove(by, groupId, epoch, [])
  const outcome = await Promise.allSettled([update(host, 1), update(other, 1)])
  expect(outcome.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(outcome.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'conflict' },
  })
  await expect(update(host, 3)).rejects.toMatchObject({ code: 'conflict' })
  await expect(update(other, 2)).resolves.toEqual({ seq: 3 })
  expect(other.last('group.state')).toMatchObject({ epoch: 3, founder: host.peerId })
})

test('a group is founded once, and anew only where nobody who may lead is left in it', async () => {
  await using world = await liveWorld({ graceMs: 50 })
  const { doctor, consultId, host, other } = await colleague(world)
  const [first, second] = [newGroupId(), newGroupId()]
  const founding = await Promise.allSettled(
    [host, other].map((by, at) =>
      by.signal.ask('group.found', { groupId: [first, second][at] ?? '' }),
    ),
  )
  expect(founding.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  await expect(host.signal.ask('group.found', { groupId: first })).rejects.toMatchObject({
    code: 'conflict',
  })
  host.leaveWithoutAWord()
  await vi.waitFor(() => expect(other.last('room.roster')).toHaveLength(1))
  await other.signal.ask('group.found', { groupId: second })
  expect(members(other)?.map(({ peerId }) => peerId)).toEqual([other.peerId])
  const returned = world.arrive(doctor, consultId)
  await returned.join()
  expect(returned.last('group.state')).toMatchObject({ groupId: second, epoch: 0 })
  await expect(say(returned, first)).rejects.toMatchObject({ code: 'gone' })
})

test('who is taken in while waiting gets nothing until let in, then the welcome and what came after it', async () => {
  await using world = await liveWorld()
  const { host, guest, groupId } = await grouped(world)
  await add(host, groupId, 0, guest)
  await say(host, groupId)
  await remove(host, groupId, 1, [])
  expect(guest.heard).toEqual([])
  await expect(say(guest, groupId)).rejects.toMatchObject({ code: 'forbidden' })
  await host.signal.ask('peer.admit', { peerId: guest.peerId })
  await vi.waitFor(() => expect(guest.names()).toContain('room.admitted'))
  expect(guest.last('group.welcome')).toMatchObject({ groupId, seq: 1 })
  expect(told(guest)).toEqual([2, 3])
  const first = guest.names().findIndex((name) => name === 'group.message')
  expect(guest.names().indexOf('group.welcome')).toBeLessThan(first)
})

test('who was let in and not taken in gets no message, and may say none', async () => {
  await using world = await liveWorld()
  const { host, guest, groupId } = await grouped(world, 'admitted')
  await say(host, groupId)
  for (const asked of [say(guest, groupId), guest.signal.ask('group.since', { groupId, seq: 0 })])
    await expect(asked).rejects.toMatchObject({ code: 'gone' })
  expect(told(host)).toEqual([1])
  expect(guest.names()).not.toContain('group.message')
  expect(guest.names()).not.toContain('group.welcome')
})

test('who was taken out hears nothing more, not even the commit that did it', async () => {
  await using world = await liveWorld()
  const { host, guest, groupId } = await grouped(world, 'admitted')
  await add(host, groupId, 0, guest)
  await remove(host, groupId, 1, [guest.peerId])
  await say(host, groupId)
  await expect(say(guest, groupId)).rejects.toMatchObject({ code: 'gone' })
  expect(told(guest)).toEqual([])
  expect(members(guest)?.map(({ peerId }) => peerId)).toEqual([host.peerId])
})

test('a place that ended is a member until a commit takes it out', async () => {
  await using world = await liveWorld()
  const { host, guest, groupId } = await grouped(world, 'admitted')
  await add(host, groupId, 0, guest)
  const { peerId } = guest
  await guest.signal.ask('room.leave', {}).catch(() => undefined)
  await vi.waitFor(() => expect(host.last('room.roster')).toHaveLength(1))
  await say(host, groupId)
  expect(members(host)).toHaveLength(2)
  await remove(host, groupId, 1, [peerId])
  expect(members(host)).toHaveLength(1)
})

test('a device that lost its line keeps its membership, and catches up', async () => {
  await using world = await liveWorld()
  const { host, guest, groupId } = await grouped(world, 'admitted')
  await add(host, groupId, 0, guest)
  await say(guest, groupId)
  guest.leaveWithoutAWord()
  await vi.waitFor(() => expect(host.last('room.roster')).toMatchObject([{}, { connected: false }]))
  await say(host, groupId)
  await remove(host, groupId, 1, [])
  const before = guest.heard.length
  const { resumed } = await guest.join(true)
  expect(resumed).toBe(true)
  await vi.waitFor(() => expect(offers(host)).toEqual([]))
  const { messages } = await guest.signal.ask('group.since', { groupId, seq: 2 })
  expect(messages.map(({ seq }) => seq)).toEqual([3, 4])
  expect(guest.heard.slice(before).map(({ name }) => name)).not.toContain('group.welcome')
  await say(host, groupId)
  await vi.waitFor(() => expect(told(guest).at(-1)).toBe(5))
  // What was said before it was taken in is never given.
  const all = await guest.signal.ask('group.since', { groupId, seq: 0 })
  expect(all.messages.map(({ seq }) => seq)).toEqual([2, 3, 4, 5])
})

test('a welcome that may have been lost with the line is given again', async () => {
  await using world = await liveWorld()
  const { host, guest, groupId } = await grouped(world, 'admitted')
  guest.leaveWithoutAWord()
  await vi.waitFor(() => expect(host.last('room.roster')).toMatchObject([{}, { connected: false }]))
  await add(host, groupId, 0, guest)
  await say(host, groupId)
  await guest.join(true)
  expect(guest.last('group.welcome')).toMatchObject({ groupId, seq: 1 })
  expect(told(guest)).toEqual([2])
})

test('a member that lost its keys offers again, and is taken out and in by one commit', async () => {
  await using world = await liveWorld()
  const { host, guest, groupId } = await grouped(world, 'admitted')
  await add(host, groupId, 0, guest)
  await guest.signal.ask('group.offer', { keyPackage: bytes() })
  await vi.waitFor(() => expect(offers(host)).toEqual([guest.peerId]))
  await expect(add(host, groupId, 1, guest)).rejects.toMatchObject({ code: 'conflict' })
  const again = { peerIds: [guest.peerId], message: bytes() }
  const swap = { groupId, epoch: 1, commit: bytes(), welcome: again, removed: [guest.peerId] }
  await host.signal.ask('group.commit', swap)
  await vi.waitFor(() => expect(guest.last('group.welcome')).toMatchObject({ seq: 2 }))
  expect(members(host)).toHaveLength(2)
})

test('nobody is a member without a leaf key that was attested to them', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit('admitted')
  const groupId = newGroupId()
  const found = () => host.signal.ask('group.found', { groupId })
  await expect(found()).rejects.toMatchObject({ code: 'conflict' })
  await attest(host)
  await found()
  await expect(add(host, groupId, 0, guest)).rejects.toMatchObject({ code: 'conflict' })
  await attest(guest)
  await expect(add(host, groupId, 0, guest)).resolves.toEqual({ seq: 1 })
})

test('a commit names only places of its own room, and never its sender', async () => {
  await using world = await liveWorld()
  const { host, groupId } = await grouped(world)
  const { guest: stranger } = await grouped(world)
  await expect(add(host, groupId, 0, stranger)).rejects.toMatchObject({ code: 'not_found' })
  for (const peerId of [stranger.peerId, host.peerId])
    await expect(remove(host, groupId, 0, [peerId])).rejects.toMatchObject({ code: 'bad_request' })
  expect(host.last('group.state')).toMatchObject({ epoch: 0 })
})

test('a flood by one member is stopped by a limit of its own, and the others go on', async () => {
  await using world = await liveWorld()
  const { host, guest, groupId } = await grouped(world, 'admitted')
  await add(host, groupId, 0, guest)
  const flood = await Promise.allSettled(
    Array.from({ length: LIMITS.groupSay.points + 20 }, () => say(guest, groupId)),
  )
  const refused = flood.filter(({ status }) => status === 'rejected')
  expect(refused).toHaveLength(20)
  expect(refused[0]).toMatchObject({ reason: { code: 'too_many_requests' } })
  await expect(say(host, groupId)).resolves.toEqual({ seq: LIMITS.groupSay.points + 2 })
})

test('offers that come together are told together', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit()
  const [before, began] = [host.heard.length, Date.now()]
  for (let turn = 0; turn < 20; turn += 1)
    await guest.signal.ask('group.offer', { keyPackage: `AAAA${turn}` })
  const last = { peerId: guest.peerId, keyPackage: 'AAAA19' }
  await vi.waitFor(() => expect(host.last('group.offers')).toContainEqual(last))
  const told = host.heard.slice(before).filter(({ name }) => name === 'group.offers')
  expect(told.length).toBeLessThanOrEqual(2 + (Date.now() - began) / 100)
})

test.each([
  ['more than a commit may have', { commit: 'A'.repeat(87_383) }],
  ['signs that are not base64url', { commit: 'AA+/' }],
  ['an epoch below zero', { epoch: -1 }],
  ['an epoch that is no number', { epoch: '0' }],
  ['a welcome for nobody', { welcome: { peerIds: [], message: 'AAAA' } }],
  ['a group id of another length', { groupId: 'A'.repeat(23) }],
  ['a group id with bits to spare', { groupId: `${'A'.repeat(21)}B` }],
])('a commit with %s is refused', async (_, wrong) => {
  await using world = await liveWorld()
  const { host, groupId } = await grouped(world)
  const commit = { groupId, epoch: 0, commit: 'AAAA', welcome: null, removed: [], ...wrong }
  await expect(host.signal.ask('group.commit', commit as never)).rejects.toMatchObject({
    code: 'bad_request',
  })
  expect(host.last('group.state')).toMatchObject({ epoch: 0 })
})

test('the largest commit with the largest welcome passes the door', async () => {
  await using world = await liveWorld()
  const { host, guest, groupId } = await grouped(world, 'admitted')
  const welcome = { peerIds: [guest.peerId], message: bytes(98_304) }
  await host.signal.ask('group.commit', {
    ...{ groupId, epoch: 0, commit: bytes(65_536), welcome, removed: [] },
  })
  await vi.waitFor(() => expect(guest.last('group.welcome')).toMatchObject({ seq: 1 }))
})
