import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { liveWorld } from './liveWorld.ts'
import { redisServer } from './redisServer.ts'

let redis: Awaited<ReturnType<typeof redisServer>>

beforeAll(async () => {
  redis = await redisServer()
})

afterAll(() => redis[Symbol.asyncDispose]())

/** Two nodes of one installation: one record, one Redis. */
async function twoNodes() {
  const stack = new AsyncDisposableStack()
  const first = stack.use(await liveWorld({ redisUrl: redis.url }))
  const second = stack.use(await liveWorld({ redisUrl: redis.url, beside: first }))
  await vi.waitFor(() => expect(first.cluster.ready() && second.cluster.ready()).toBe(true))
  return { first, second, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

test('a ticket from one node opens a socket on another', async () => {
  await using nodes = await twoNodes()
  const doctor = await nodes.first.staff('Dr Weber')
  const params = { consultId: await nodes.first.consult(doctor) }
  const { ticket } = await doctor.http.ask('consults.ticket', { params })
  const person = nodes.second.person(() => Promise.reject(new Error('unused')))
  await person.connectWith(ticket)
  expect(person.socket?.connected).toBe(true)
})

test('a room lives on one node; the other says so instead of opening a second one', async () => {
  await using nodes = await twoNodes()
  const doctor = await nodes.first.staff('Dr Weber')
  const params = { consultId: await nodes.first.consult(doctor) }
  const here = nodes.first.arrive(doctor, params.consultId)
  await here.join()
  const getTicket = () => doctor.http.ask('consults.ticket', { params })
  const there = nodes.second.person(getTicket)
  await expect(there.join()).rejects.toMatchObject({ code: 'unavailable' })
})

test('an invite revoked on one node closes the guest on the other', async () => {
  await using nodes = await twoNodes()
  const doctor = await nodes.first.staff('Dr Weber')
  const consultId = await nodes.first.consult(doctor)
  const { invite, http } = await nodes.first.guest(doctor, consultId)
  const guest = nodes.second.person(() => http.ask('visits.ticket'))
  await guest.join()
  const { closed } = guest
  await doctor.http.ask('invites.revoke', { params: { consultId, inviteId: invite.inviteId } })
  await closed
  expect(guest.last('room.farewell')).toEqual({ why: 'revoked' })
})
