import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { LIMITS } from '../../server/cluster/Limits.ts'
import { liveWorld } from './liveWorld.ts'
import { OPUS } from './streams.ts'

const microphone = () =>
  ({ producerId: randomUUID(), source: 'microphone', rtpParameters: OPUS, paused: false }) as const

test('of two joins at once on one socket one is refused, and nobody is there twice', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit('admitted')
  const joins = await Promise.allSettled([guest.join(), guest.join()])
  expect(joins.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  await vi.waitFor(() => expect(host.last('room.roster')).toHaveLength(2))
})

test('a socket that joins from many tabs has one place, which is lost with it', async () => {
  await using world = await liveWorld({ graceMs: 50 })
  const { host } = await world.visit()
  const doctor = await world.staff('Dr Two')
  const consultId = await world.consult(doctor)
  const person = world.arrive(doctor, consultId)
  for (let tabs = 0; tabs < 3; tabs += 1) {
    person.tab = randomUUID()
    await person.join()
  }
  expect(world.server.live.rooms.get(consultId)?.present).toHaveLength(1)
  person.leaveWithoutAWord()
  await vi.waitFor(() => expect(world.server.live.rooms.get(consultId)).toBeUndefined())
  expect(host.socket?.connected).toBe(true)
})

test('a visit that was ended is over for those too who had not joined yet', async () => {
  await using world = await liveWorld()
  const { doctor, consultId, host } = await world.visit()
  const { person: early } = await world.guest(doctor, consultId, 'relative')
  await early.connect()
  const { closed } = early
  await host.signal.ask('room.end', {}).catch(() => undefined)
  await closed
  await expect(early.connect()).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('a removed guest has no second socket left to wait with', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit('admitted')
  const second = world.person(guest.getTicket)
  await second.connect()
  const { closed } = second
  await host.signal.ask('peer.remove', { peerId: guest.peerId })
  await closed
  expect(second.last('room.farewell')).toEqual({ why: 'removed' })
})

test('a patient may speak and not share a screen', async () => {
  await using world = await liveWorld()
  const { guest } = await world.visit('admitted')
  await guest.signal.ask('media.produce', microphone())
  await expect(
    guest.signal.ask('media.share', { ...microphone(), source: 'screenSound' }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  await expect(
    guest.signal.ask('media.produce', { ...microphone(), source: 'screen' } as never),
  ).rejects.toMatchObject({ code: 'bad_request' })
})

test('of many microphones at once one is taken', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit('admitted')
  const tries = Array.from({ length: 8 }, (_, index) =>
    guest.signal.ask('media.produce', {
      ...microphone(),
      rtpParameters: { ...OPUS, mid: `${index}`, encodings: [{ ssrc: 44_000_000 + index }] },
    }),
  )
  const taken = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
  expect(taken).toHaveLength(1)
  await vi.waitFor(() =>
    expect(host.last('room.roster')).toMatchObject([{}, { streams: [{ source: 'microphone' }] }]),
  )
})

test.each([
  ['a CNAME', { ...OPUS, rtcp: { cname: 'x\r\na=evil' } }],
  ['an MSID', { ...OPUS, msid: 'x\r\na=evil' } as typeof OPUS],
])('%s with line ends in it reaches nobody', async (_, rtpParameters) => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit('admitted')
  await guest.signal.ask('media.produce', { ...microphone(), rtpParameters })
  await vi.waitFor(() => expect(host.last('media.consumable')).toBeDefined())
  expect(host.transcript()).not.toContain('evil')
})

test('a codec parameter with line ends in it is refused', async () => {
  await using world = await liveWorld()
  const { guest } = await world.visit('admitted')
  const codecs = OPUS.codecs.map((codec) => ({ ...codec, parameters: { x: '1\r\na=evil' } }))
  await expect(
    guest.signal.ask('media.produce', {
      ...microphone(),
      rtpParameters: { ...OPUS, codecs },
    }),
  ).rejects.toMatchObject({ code: 'bad_request' })
})

test('capabilities of a bottomless depth are refused, so that nobody else stumbles over them', async () => {
  await using world = await liveWorld()
  const { guest } = await world.visit()
  const deep = JSON.parse(`${'['.repeat(1000)}${']'.repeat(1000)}`) as unknown
  const input = {
    ...{ version: 1, tab: randomUUID(), resume: false, fingerprint: null },
    rtpCapabilities: { codecs: [{ x: deep }], headerExtensions: [] },
  }
  await expect(guest.signal.ask('room.join', input as never)).rejects.toMatchObject({
    code: 'bad_request',
  })
})

test('who joins over and over is stopped by a limit of their own', async () => {
  await using world = await liveWorld()
  const { guest } = await world.visit()
  const codes: string[] = []
  for (let tries = 0; tries < LIMITS.join.points + 1; tries += 1)
    await guest.join().catch((error: { code: string }) => codes.push(error.code))
  expect(codes).toContain('too_many_requests')
})

test('of many clinicians who take over a visit without a host at once, one leads it', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Weber')
  const others = await Promise.all(['A', 'B', 'C'].map((name) => world.staff(`Dr ${name}`)))
  const listed = others.map((who) => ({ who, role: 'clinician' as const }))
  const consultId = await world.consult(doctor, listed)
  const people = others.map((who) => world.arrive(who, consultId))
  await Promise.all(people.map((person) => person.join()))
  const taken = await Promise.allSettled(
    people.map((person) => person.signal.ask('room.takeHost', {})),
  )
  expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const present = world.server.live.rooms.get(consultId)?.present ?? []
  expect(present.filter(({ role }) => role === 'host')).toHaveLength(1)
  const noted = world.db.selectFrom('audit').where('action', '=', 'host.taken').select('seq')
  expect(await noted.execute()).toHaveLength(1)
})

test('a sign-in has six sockets, and one more closes its oldest and no other', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Weber')
  const consultId = await world.consult(doctor)
  const colleague = await world.staff('Dr Braun')
  const elsewhere = world.arrive(colleague, await world.consult(colleague))
  await elsewhere.connect()
  const sockets = []
  for (let count = 0; count < 6; count += 1)
    sockets.push(await world.arrive(doctor, consultId).connect())
  expect(sockets.map(({ socket }) => socket?.connected)).toEqual(Array(6).fill(true))
  const [oldest, ...rest] = sockets
  const closed = oldest?.closed
  await world.arrive(doctor, consultId).join()
  await closed
  expect(oldest?.last('room.farewell')).toEqual({ why: 'moved' })
  for (const one of [...rest, elsewhere]) expect(one.socket?.connected).toBe(true)
})

test('many sockets of one sign-in at once are six in the end', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Weber')
  const consultId = await world.consult(doctor)
  const sockets = Array.from({ length: 12 }, () => world.arrive(doctor, consultId))
  await Promise.allSettled(sockets.map((one) => one.connect()))
  await vi.waitFor(() => expect(sockets.filter(({ socket }) => socket?.connected)).toHaveLength(6))
})
