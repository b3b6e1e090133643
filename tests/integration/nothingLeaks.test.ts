import { randomBytes, randomUUID } from 'node:crypto'
import { observer } from 'mediasoup'
import type { Consumer, DataConsumer, Transport } from 'mediasoup/types'
import { afterEach, expect, test, vi } from 'vitest'
import { TICKET_SECONDS } from '../../server/cluster/Tickets.ts'
import { liveWorld, type LiveWorld } from './liveWorld.ts'
import { OPUS } from './streams.ts'

/** Every stream that the media workers of this process give to anybody, by the transport that it goes out on. */
const given = new Map<string, (Consumer | DataConsumer)[]>()
const transports = new Map<string, Transport>()
observer.on('newworker', (worker) =>
  worker.observer.on('newrouter', (router) =>
    router.observer.on('newtransport', (transport) => {
      transports.set(transport.id, transport)
      const keep = (one: Consumer | DataConsumer): void => {
        given.set(transport.id, [...(given.get(transport.id) ?? []), one])
      }
      transport.observer.on('newconsumer', keep)
      transport.observer.on('newdataconsumer', keep)
    }),
  ),
)

afterEach(() => {
  given.clear()
  transports.clear()
})

/** A host who sends, and a guest who waits. */
async function hostAndGuest(world: LiveWorld) {
  const begun = await world.visit('waiting', 'Dr Canary')
  await begun.host.signal.ask('media.produce', {
    ...{ producerId: randomUUID(), source: 'microphone', rtpParameters: OPUS, paused: false },
  })
  return begun
}

test('who waits is given no stream, whatever others start to send, until a host lets them in', async () => {
  await using world = await liveWorld()
  const { host, guest } = await hostAndGuest(world)
  await host.signal.ask('media.share', {
    ...{ producerId: randomUUID(), source: 'screenSound', paused: false },
    rtpParameters: { ...OPUS, mid: '1', encodings: [{ ssrc: 22_222_222 }] },
  })
  const receive = guest.joined?.transports.receive.id ?? ''
  expect(transports.has(receive)).toBe(true)
  expect(given.get(receive)).toBeUndefined()
  expect(guest.heard).toEqual([])

  await host.signal.ask('peer.admit', { peerId: guest.peerId })
  await vi.waitFor(() => expect(given.get(receive)).toHaveLength(2))
})

test('who waits hears nothing of the group, though a host has taken them into it already', async () => {
  await using world = await liveWorld()
  const { host, guest } = await hostAndGuest(world)
  for (const who of [host, guest])
    await who.signal.ask('group.attest', { leafKey: randomBytes(32).toString('base64url') })
  const groupId = randomBytes(16).toString('base64url')
  await host.signal.ask('group.found', { groupId })
  const welcome = { peerIds: [guest.peerId], message: 'welcome' }
  await host.signal.ask('group.commit', {
    ...{ groupId, epoch: 0, commit: 'commit', welcome, removed: [] },
  })
  await host.signal.ask('group.say', { groupId, message: 'words' })
  // The guest's own socket: whatever was said before has arrived when this is answered.
  await guest.signal.ask('group.offer', { keyPackage: 'again' })
  expect(guest.heard).toEqual([])
  await host.signal.ask('peer.refuse', { peerId: guest.peerId })
  await guest.closed
  expect(guest.names()).toEqual(['room.farewell'])
})

test('the streams of a removed guest and of a revoked invite are closed at the server', async () => {
  await using world = await liveWorld()
  const { doctor, consultId, host, guest, invite } = await hostAndGuest(world)
  await host.signal.ask('peer.admit', { peerId: guest.peerId })
  const receive = guest.joined?.transports.receive.id ?? ''
  await vi.waitFor(() => expect(given.get(receive)).toHaveLength(1))
  await doctor.http.ask('invites.revoke', { params: { consultId, inviteId: invite.inviteId } })
  await guest.closed
  expect(transports.get(receive)?.closed).toBe(true)
  expect(given.get(receive)?.every(({ closed }) => closed)).toBe(true)

  const second = await world.guest(doctor, consultId, 'relative')
  await second.person.join()
  await host.signal.ask('peer.admit', { peerId: second.person.peerId })
  const its = second.person.joined?.transports.receive.id ?? ''
  await vi.waitFor(() => expect(given.get(its)).toHaveLength(1))
  await host.signal.ask('peer.remove', { peerId: second.person.peerId })
  expect(transports.get(its)?.closed).toBe(true)
  expect(transports.get(second.person.joined?.transports.send.id ?? '')?.closed).toBe(true)
})

test('a ticket that is a minute old opens nothing and tells nothing', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Canary')
  const params = { consultId: await world.consult(doctor) }
  const { ticket } = await doctor.http.ask('consults.ticket', { params })
  const person = world.person(() => Promise.reject(new Error('unused')))
  const later = Date.now() + TICKET_SECONDS * 1000 + 1
  vi.useFakeTimers({ now: later, toFake: ['Date'] })
  try {
    await expect(person.connectWith(ticket)).rejects.toMatchObject({ code: 'unauthenticated' })
  } finally {
    vi.useRealTimers()
  }
  expect(person.heard).toEqual([])
})
