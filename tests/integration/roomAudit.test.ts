import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { liveWorld, type LiveWorld } from './liveWorld.ts'
import { SCREEN } from './streams.ts'

interface Entry {
  readonly action: string
  readonly actor_id: string | null
  readonly details: Readonly<Record<string, unknown>>
}

async function audited({ db }: LiveWorld, consultId: string): Promise<readonly Entry[]> {
  return db
    .selectFrom('audit')
    .where('target_id', '=', consultId)
    .orderBy('seq')
    .select(['action', 'actor_id', 'details'])
    .execute()
}

test('whoever lost the line and did not come back has left, in the audit log too', async () => {
  await using world = await liveWorld({ graceMs: 50 })
  const { consultId, guest, invite } = await world.visit('admitted')
  guest.leaveWithoutAWord()
  await vi.waitFor(async () =>
    expect(await audited(world, consultId)).toContainEqual({
      action: 'room.left',
      actor_id: invite.inviteId,
      details: { why: 'lost' },
    }),
  )
})

test('each way out of a room is in the audit log, and why', async () => {
  await using world = await liveWorld()
  const { doctor, consultId, host, guest, invite } = await world.visit('admitted')
  const { person: relative, invite: theirs } = await world.guest(doctor, consultId, 'relative')
  await relative.join()
  await host.signal.ask('peer.refuse', { peerId: relative.peerId })
  await host.signal.ask('peer.remove', { peerId: guest.peerId })
  await host.signal.ask('room.leave', {}).catch(() => undefined)
  const left = async () =>
    (await audited(world, consultId)).filter(({ action }) => action.endsWith('.left'))
  await vi.waitFor(async () => expect(await left()).toHaveLength(3))
  expect(await left()).toEqual(
    expect.arrayContaining([
      {
        action: 'waitingRoom.left',
        actor_id: theirs.inviteId,
        details: { why: 'refused' },
      },
      { action: 'room.left', actor_id: invite.inviteId, details: { why: 'removed' } },
      { action: 'room.left', actor_id: doctor.staffId, details: { why: 'left' } },
    ]),
  )
})

test('a server that stops has written down who left before it is closed', async () => {
  await using world = await liveWorld()
  const { consultId } = await world.visit('admitted')
  await world.server.close()
  const left = (await audited(world, consultId)).filter(({ action }) => action === 'room.left')
  expect(left.map(({ details }) => details)).toEqual([{ why: 'restarting' }, { why: 'restarting' }])
})

test('that a screen was shown is in the audit log, from when to when and whose', async () => {
  await using world = await liveWorld()
  const { doctor, consultId, host } = await world.visit('admitted')
  const producerId = randomUUID()
  await host.signal.ask('media.share', {
    ...{ producerId, source: 'screen', rtpParameters: SCREEN, paused: false },
  })
  await host.signal.ask('media.stop', { producerId })
  const screens = (await audited(world, consultId)).filter(({ action }) =>
    action.startsWith('screen'),
  )
  expect(screens).toEqual([
    { action: 'screen.shared', actor_id: doctor.staffId, details: {} },
    { action: 'screen.stopped', actor_id: doctor.staffId, details: {} },
  ])
})
