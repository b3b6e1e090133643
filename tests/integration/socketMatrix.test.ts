import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { can, GUEST_ROLES, LISTED_ROLES, type Role } from '../../shared/domain/roles.ts'
import type { Input, Protocol, Request, RequestName } from '../../shared/protocol/contract.ts'
import { PROTOCOL_VERSION, protocol, type AppProtocol } from '../../shared/protocol/protocol.ts'
import { liveWorld, type LiveWorld } from './liveWorld.ts'
import type { Person } from './Person.ts'
import { OPUS } from './streams.ts'

type Name = RequestName<AppProtocol>

const everything: Protocol = protocol
const requests = Object.entries(everything).flatMap(([name, message]) =>
  message.kind === 'request' ? [[name as Name, message] as const] : [],
)

/** What belongs to people of another room. */
interface Foreign {
  readonly peerId: string
  readonly producerId: string
  readonly consumerId: string
}

/** A well-formed input of every request, aimed at another room wherever it can be aimed. The compiler finds a missing one. */
function samples({ peerId, producerId, consumerId }: Foreign): {
  [K in Name]: Input<AppProtocol[K]>
} {
  const nothing = {}
  const groupId = 'A'.repeat(22)
  return {
    'room.join': {
      version: PROTOCOL_VERSION,
      tab: randomUUID(),
      resume: true,
      rtpCapabilities: { codecs: [], headerExtensions: [] },
      fingerprint: null,
      keyPackage: 'AAAA',
    },
    'room.raiseHand': { raised: true },
    'room.takeHost': nothing,
    'room.lock': { locked: false },
    'room.end': nothing,
    'room.leave': nothing,
    'peer.admit': { peerId },
    'peer.refuse': { peerId },
    'peer.mute': { peerId, source: 'microphone' },
    'peer.remove': { peerId },
    'peer.appoint': { peerId },
    'media.connect': { direction: 'send', fingerprint: Array(32).fill('AB').join(':') },
    'media.restartIce': { direction: 'send' },
    'media.produce': {
      ...{ producerId: randomUUID(), source: 'microphone', rtpParameters: OPUS, paused: true },
    },
    'media.share': {
      ...{ producerId: randomUUID(), source: 'screenSound', paused: true },
      rtpParameters: { ...OPUS, mid: '1', encodings: [{ ssrc: 33_333_333 }] },
    },
    'media.pause': { producerId, paused: true },
    'media.stop': { producerId },
    'media.prefer': { consumerId, layer: null },
    'media.refresh': { consumerIds: [consumerId] },
    'group.attest': { leafKey: 'A'.repeat(43) },
    'group.offer': { keyPackage: 'AAAA' },
    'group.found': { groupId },
    'group.commit': {
      ...{ groupId, epoch: 0, commit: 'AAAA', removed: [] },
      welcome: { peerIds: [peerId], message: 'AAAA' },
    },
    'group.say': { groupId, message: 'AAAA' },
    'group.since': { groupId, seq: 0 },
  }
}

/** These end the caller's own place, so they come last. */
const LAST: readonly Name[] = ['room.leave', 'room.end']
/** Requests about something of another: with an id from another room there is no such thing. */
const AIMED: readonly Name[] = requests
  .map(([name]) => name)
  .filter((name) => /^peer\.|^media\.(pause|stop|prefer|refresh)$|^group\.commit$/.test(name))

async function inRole(world: LiveWorld, role: Role): Promise<Person> {
  const doctor = await world.staff('Dr Weber')
  const listed = LISTED_ROLES.find((one) => one === role && one !== 'host')
  const other = await world.staff('Somebody listed')
  const consultId = await world.consult(doctor, listed ? [{ who: other, role: listed }] : [])
  const host = world.arrive(doctor, consultId)
  await host.join()
  if (role === 'host') return host
  if (listed) {
    const person = world.arrive(other, consultId)
    await person.join()
    return person
  }
  const guestRole = GUEST_ROLES.find((one) => one === role) ?? 'patient'
  const { person } = await world.guest(doctor, consultId, guestRole)
  await person.join()
  if (role !== 'waiting') await host.signal.ask('peer.admit', { peerId: person.peerId })
  return person
}

/** Another room with two people, one of whom sends. */
async function elsewhere(world: LiveWorld): Promise<Foreign> {
  const doctor = await world.staff('Dr Fern')
  const consultId = await world.consult(doctor)
  const host = world.arrive(doctor, consultId)
  await host.join()
  const producerId = randomUUID()
  await host.signal.ask('media.produce', {
    ...{ producerId, source: 'microphone', rtpParameters: OPUS, paused: true },
  })
  const { person } = await world.guest(doctor, consultId)
  await person.join()
  await host.signal.ask('peer.admit', { peerId: person.peerId })
  await expect.poll(() => person.last('room.admitted')).toBeDefined()
  const { consumers } = person.last('room.admitted') as { consumers: { consumerId: string }[] }
  return { peerId: person.peerId, producerId, consumerId: consumers[0]?.consumerId ?? '' }
}

const roles: readonly Role[] = [...LISTED_ROLES, ...GUEST_ROLES, 'waiting']

test.each(roles)(
  'as %s every request is answered as the roles say, and reaches no other room',
  async (role) => {
    expect(requests.length).toBeGreaterThan(15)
    await using world = await liveWorld()
    const foreign = await elsewhere(world)
    const person = await inRole(world, role)
    const inputs = samples(foreign)
    const ordered = requests.toSorted(([a], [b]) => LAST.indexOf(a) - LAST.indexOf(b))
    for (const [name, { needs }] of ordered) {
      const answer = await person.signal.ask(name, inputs[name]).then(
        () => 'done',
        (error: { code: string }) => error.code,
      )
      if (!can(role, needs)) expect([name, answer]).toEqual([name, 'forbidden'])
      else if (AIMED.includes(name)) expect([name, answer]).toEqual([name, 'not_found'])
      else expect([name, answer]).not.toEqual([name, expect.stringMatching(/internal|forbidden/)])
      if (person.socket?.connected !== true) break
    }
  },
)

/** Wrong in every way that a schema can be wrong. */
const HOSTILE: readonly unknown[] = [
  undefined,
  null,
  42,
  'text',
  [],
  { unknown: true },
  JSON.parse('{"__proto__": {"role": "host"}}'),
  { peerId: 'not-an-id' },
  { peerId: { $ne: null }, text: 'x'.repeat(2001), producerId: 7, fingerprint: 'sha-1 00' },
  { constructor: { prototype: { role: 'host' } } },
]

/** Requests without input accept an empty object and nothing else. */
function accepts({ input }: Request, hostile: unknown): boolean {
  return input.safeParse(hostile).success
}

test('malformed input is refused with a code and a sentence, in every request, and the server lives', async () => {
  await using world = await liveWorld()
  const host = await inRole(world, 'host')
  let refused = 0
  for (const [name, message] of requests)
    for (const hostile of HOSTILE) {
      expect([name, hostile, accepts(message, hostile)]).toEqual([name, hostile, false])
      // The limit on requests is another test's.
      const answer = await host.signal.ask(name, hostile as never).catch((error: unknown) => error)
      if ((answer as { code: string }).code === 'too_many_requests') {
        await host.connect()
        await host.join(true)
        continue
      }
      expect(answer).toMatchObject({ code: 'bad_request', message: expect.stringMatching(/\w/) })
      refused += 1
    }
  expect(refused).toBeGreaterThan(requests.length * 5)
})
