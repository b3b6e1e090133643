import { expect, test, vi } from 'vitest'
import { liveWorld, type LiveWorld } from './liveWorld.ts'

const HOUR_MS = 3_600_000

/** As if the visit had been planned for yesterday. */
async function letWindowClose({ db }: LiveWorld, consultId: string): Promise<void> {
  const now = Date.now()
  await db
    .updateTable('consults')
    .set({ starts_at: new Date(now - 24 * HOUR_MS) })
    .where('id', '=', consultId)
    .execute()
  await db
    .updateTable('invites')
    .set({ opens_at: new Date(now - 25 * HOUR_MS), closes_at: new Date(now - 1) })
    .where('consult_id', '=', consultId)
    .execute()
}

test('a visit that lasts longer than its window goes on', async () => {
  await using world = await liveWorld()
  const { consultId, host, guest } = await world.visit('admitted')
  await letWindowClose(world, consultId)
  await guest.signal.ask('room.raiseHand', { raised: true })
  await host.signal.ask('room.lock', { locked: true })
  await vi.waitFor(() => expect(guest.last('room.state')).toMatchObject({ locked: true }))
  expect(host.last('room.roster')).toMatchObject([{}, { handRaised: true }])
})

test('who waits when the window closes can still be let in', async () => {
  await using world = await liveWorld()
  const { consultId, host, guest } = await world.visit('waiting')
  await letWindowClose(world, consultId)
  await host.signal.ask('peer.admit', { peerId: guest.peerId })
  await vi.waitFor(() => expect(guest.last('room.admitted')).toMatchObject({ role: 'patient' }))
})

test('after its window nothing opens a visit any more: no code, no ticket, no socket that was early', async () => {
  await using world = await liveWorld()
  const { doctor, consultId, guest, invite, token } = await world.visit('admitted')
  const second = world.arrive(doctor, consultId)
  await second.connect()
  await letWindowClose(world, consultId)
  await expect(second.join()).rejects.toMatchObject({ code: 'forbidden' })
  await expect(world.arrive(doctor, consultId).connect()).rejects.toMatchObject({
    code: 'conflict',
  })
  await expect(guest.getTicket()).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(
    world.browser().ask('visits.open', { body: { token, code: invite.code } }),
  ).rejects.toMatchObject({ code: 'forbidden' })
})

test('the room of a visit that is past its window closes when the last one leaves, and stays closed', async () => {
  await using world = await liveWorld()
  const { doctor, consultId, host, guest } = await world.visit('admitted')
  const { rooms } = world.server.live
  await letWindowClose(world, consultId)
  await guest.signal.ask('room.leave', {}).catch(() => undefined)
  expect(rooms.get(consultId)?.present).toHaveLength(1)
  await host.signal.ask('room.leave', {}).catch(() => undefined)
  await vi.waitFor(() => expect(rooms.get(consultId)).toBeUndefined())
  await expect(world.arrive(doctor, consultId).join()).rejects.toMatchObject({ code: 'conflict' })
  const consult = await doctor.http.ask('consults.read', { params: { consultId } })
  expect(consult.state).toBe('ended')
})
