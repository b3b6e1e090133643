import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { LIMITS } from '../../server/cluster/Limits.ts'
import { liveWorld, type LiveWorld } from './liveWorld.ts'
import type { Person } from './Person.ts'
import { OPUS } from './streams.ts'

async function host(world: LiveWorld): Promise<Person> {
  const doctor = await world.staff('Dr Weber')
  const person = world.arrive(doctor, await world.consult(doctor))
  await person.join()
  return person
}

async function stillServes(world: LiveWorld): Promise<void> {
  expect((await fetch(`${world.url}/readyz`)).status).toBe(200)
  expect((await host(world)).joined?.role).toBe('host')
}

test.each([
  ['a string where the acknowledgement belongs', ['room.join', {}, 'not a function']],
  ['no acknowledgement', ['room.raiseHand', { raised: true }]],
  ['a name that is none', ['no.such', {}]],
  ['a name of every object', ['toString', {}]],
  ['an event of the server', ['room.farewell', { why: 'ended' }]],
  ['too many words', ['room.raiseHand', {}, {}, {}, {}]],
])('%s closes the socket and not the server', async (_, packet) => {
  await using world = await liveWorld()
  const person = await host(world)
  const { closed } = person
  person.socket?.emit(...(packet as [string]))
  await closed
  await stillServes(world)
})

test.each([
  ['a packet of 300 kB', '2["group.offer",{"keyPackage":"' + 'x'.repeat(300_000) + '"}]'],
  ['a packet that is no packet', '9{{{'],
  ['a placeholder for bytes that never come', '51-["group.offer",{"_placeholder":true,"num":0}]'],
  ['a thousand attachments', '51000-["group.offer",{}]'],
])('%s ends that connection at most', async (_, raw) => {
  await using world = await liveWorld()
  const person = await host(world)
  const engine = (person.socket as unknown as { io: { engine: { write: (text: string) => void } } })
    .io.engine
  engine.write(raw)
  await stillServes(world)
})

test.each([
  ['no ticket', undefined],
  ['a ticket of another shape', { $gt: '' }],
  ['a ticket that nobody issued', randomBytes(32).toString('base64url')],
])('%s opens no socket', async (_, ticket) => {
  await using world = await liveWorld()
  const person = world.person(() => Promise.reject(new Error('unused')))
  await expect(person.connectWith(ticket)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(person.heard).toEqual([])
})

test('bad tickets use up what an address has, and keep nobody out who has a good one', async () => {
  await using world = await liveWorld()
  for (let used = 0; used < LIMITS.anyone.points; used += 1)
    await world.cluster.limits.take('anyone', '127.0.0.1')
  const bad = world.person(() => Promise.reject(new Error('has no ticket')))
  await expect(bad.connectWith(randomBytes(32).toString('base64url'))).rejects.toMatchObject({
    code: 'too_many_requests',
  })
  const doctor = await world.staff('Dr Weber')
  await world.arrive(doctor, await world.consult(doctor)).join()
})

test('a used ticket opens no second socket', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Weber')
  const params = { consultId: await world.consult(doctor) }
  const { ticket } = await doctor.http.ask('consults.ticket', { params })
  const person = world.person(() => Promise.reject(new Error('unused')))
  await person.connectWith(ticket)
  await expect(person.connectWith(ticket)).rejects.toMatchObject({ code: 'unauthenticated' })
})

test.each(['https://evil.example', 'null', null])(
  'a page of origin %s opens no socket',
  async (origin) => {
    await using world = await liveWorld()
    const doctor = await world.staff('Dr Weber')
    const params = { consultId: await world.consult(doctor) }
    const { ticket } = await doctor.http.ask('consults.ticket', { params })
    const person = world.person(() => Promise.reject(new Error('unused')))
    await expect(person.connectWith(ticket, origin)).rejects.toThrow()
  },
)

test('who asks too much is refused for a while, and others are not', async () => {
  await using world = await liveWorld()
  const [loud, quiet] = [await host(world), await host(world)]
  const many = Array.from({ length: LIMITS.socket.points + 50 }, () =>
    loud.signal.ask('room.raiseHand', { raised: true }).then(
      () => 'done',
      (error: { code: string }) => error.code,
    ),
  )
  await expect(quiet.signal.ask('room.raiseHand', { raised: true })).resolves.toBeUndefined()
  expect(await Promise.all(many)).toContain('too_many_requests')
})

const video = { mimeType: 'video/H264', payloadType: 100, clockRate: 90_000 }

test.each([
  ['an H264 stream', 'camera', { ...OPUS, codecs: [video] }],
  ['an AV1 stream', 'camera', { ...OPUS, codecs: [{ ...video, mimeType: 'video/AV1' }] }],
  [
    'redundant audio',
    'microphone',
    { ...OPUS, codecs: [{ ...OPUS.codecs[0], mimeType: 'audio/red' }] },
  ],
  ['four layers', 'camera', { ...OPUS, encodings: [1, 2, 3, 4].map((ssrc) => ({ ssrc })) }],
  ['a negative SSRC', 'microphone', { ...OPUS, encodings: [{ ssrc: -1 }] }],
  ['a huge MID', 'microphone', { ...OPUS, mid: 'm'.repeat(1000) }],
  ['sound that calls itself a camera', 'camera', OPUS],
  ['a source of its own invention', 'hologram', OPUS],
])('%s is refused and the worker lives', async (_, source, rtpParameters) => {
  await using world = await liveWorld()
  const person = await host(world)
  const stream = { producerId: randomUUID(), source, rtpParameters, paused: false } as never
  await expect(person.signal.ask('media.produce', stream)).rejects.toMatchObject({
    code: 'bad_request',
  })
  expect(world.pool.ready).toBe(true)
  await stillServes(world)
})

test('a second microphone is refused, and so is an id that is taken', async () => {
  await using world = await liveWorld()
  const person = await host(world)
  const stream = { producerId: randomUUID(), rtpParameters: OPUS, paused: true }
  await person.signal.ask('media.produce', { ...stream, source: 'microphone' })
  await expect(
    person.signal.ask('media.produce', {
      ...stream,
      producerId: randomUUID(),
      source: 'microphone',
    }),
  ).rejects.toMatchObject({ code: 'conflict' })
  await expect(
    person.signal.ask('media.share', { ...stream, source: 'screenSound' }),
  ).rejects.toThrow()
})

test('nothing of a person is in the log', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Canary')
  const consultId = await world.consult(doctor)
  const person = world.arrive(doctor, consultId)
  await person.join()
  await person.signal.ask('group.attest', { leafKey: `Canary${'A'.repeat(37)}` })
  const {
    person: guest,
    token,
    invite,
  } = await world.guest(doctor, consultId, 'patient', 'Canary Guest')
  await guest.join()
  guest.socket?.emit('Canary', 'Canary')
  await vi.waitFor(() => expect(world.logged.length).toBeGreaterThan(0))
  const log = world.logged.join('\n')
  expect(log).not.toMatch(/Canary/i)
  for (const secret of [token, invite.code, doctor.http.token ?? '-'])
    expect(log).not.toContain(secret)
})
