import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { liveWorld } from './liveWorld.ts'
import { OPUS } from './streams.ts'

test('a guest waits without a name or a message, is let in, and then sees who is there', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Weber')
  const consultId = await world.consult(doctor)
  const host = world.arrive(doctor, consultId)
  expect((await host.join()).role).toBe('host')
  const { person: patient } = await world.guest(doctor, consultId)
  const waiting = await patient.join()
  expect(waiting).toMatchObject({ role: 'waiting', consumers: [] })
  await vi.waitFor(() => expect(host.last('room.waiting')).toMatchObject([{ name: 'A guest' }]))
  await expect(patient.signal.ask('room.raiseHand', { raised: true })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(patient.names()).toEqual([])
  expect(patient.transcript()).not.toMatch(/Weber/)

  await host.signal.ask('peer.admit', { peerId: patient.peerId })
  await vi.waitFor(() =>
    expect(patient.last('room.roster')).toMatchObject([
      { name: 'Dr Weber', role: 'host' },
      { name: 'A guest', role: 'patient' },
    ]),
  )
  expect(patient.last('room.admitted')).toMatchObject({ role: 'patient' })
})

test('a refused guest is told so and heard no more', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit()
  const closed = guest.closed
  await host.signal.ask('peer.refuse', { peerId: guest.peerId })
  await closed
  expect(guest.last('room.farewell')).toEqual({ why: 'refused' })
  await vi.waitFor(() => expect(host.last('room.waiting')).toEqual([]))
})

test('a removed guest gets nothing more and cannot come back with the same link', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit('admitted')
  const closed = guest.closed
  await host.signal.ask('peer.remove', { peerId: guest.peerId })
  await closed
  expect(guest.last('room.farewell')).toEqual({ why: 'removed' })
  const heard = guest.heard.length
  await host.signal.ask('room.raiseHand', { raised: true })
  await expect(guest.connect()).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(guest.heard.length).toBe(heard)
})

test('a revoked invite closes the open socket and gives no ticket', async () => {
  await using world = await liveWorld()
  const { doctor, consultId, guest, invite } = await world.visit()
  const closed = guest.closed
  await doctor.http.ask('invites.revoke', { params: { consultId, inviteId: invite.inviteId } })
  await closed
  expect(guest.last('room.farewell')).toEqual({ why: 'revoked' })
  await expect(guest.connect()).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('whoever loses the socket keeps their place, role and streams, and takes them up again', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit('admitted')
  const producerId = randomUUID()
  await guest.signal.ask('media.produce', {
    ...{ producerId, source: 'microphone', rtpParameters: OPUS, paused: true },
  })
  await vi.waitFor(() => expect(host.last('media.consumable')).toBeDefined())
  const { peerId } = guest

  guest.leaveWithoutAWord()
  await vi.waitFor(() =>
    expect(host.last('room.roster')).toMatchObject([{}, { peerId, connected: false }]),
  )
  expect(host.names()).not.toContain('media.ended')
  const back = await guest.join(true)
  expect(back).toMatchObject({ resumed: true, peerId, role: 'patient', producerIds: [producerId] })
  await vi.waitFor(() =>
    expect(host.last('room.roster')).toMatchObject([
      {},
      { peerId, connected: true, streams: [{ producerId, paused: true }] },
    ]),
  )
})

test('after the grace a lost place is gone, and its streams with it', async () => {
  await using world = await liveWorld({ graceMs: 50 })
  const doctor = await world.staff('Dr Weber')
  const consultId = await world.consult(doctor)
  const host = world.arrive(doctor, consultId)
  await host.join()
  const nurse = await world.staff('Nurse Braun')
  await doctor.http.ask('consults.change', {
    params: { consultId },
    body: { people: [{ staffId: nurse.staffId, role: 'nurse' }] },
  })
  const other = world.arrive(nurse, consultId)
  await other.join()
  await other.signal.ask('media.produce', {
    ...{ producerId: randomUUID(), source: 'microphone', rtpParameters: OPUS, paused: false },
  })
  await vi.waitFor(() => expect(host.last('media.consumable')).toBeDefined())
  other.leaveWithoutAWord()
  await vi.waitFor(() => expect(host.last('media.ended')).toBeDefined())
  await vi.waitFor(() => expect(host.last('room.roster')).toHaveLength(1))
  expect((await other.join(true)).resumed).toBe(false)
})

test('a guest who reloads comes back in without asking, and the old place is gone', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit('admitted')
  const first = guest.peerId
  guest.leaveWithoutAWord()
  const again = await guest.join(false)
  expect(again).toMatchObject({ resumed: false, role: 'patient' })
  expect(again.peerId).not.toBe(first)
  await vi.waitFor(() => expect(host.last('room.roster')).toHaveLength(2))
})

test('link and code on another device move the guest, who asks again', async () => {
  await using world = await liveWorld()
  const { guest: phone, invite, token } = await world.visit('admitted')
  const closed = phone.closed
  const laptop = world.browser()
  await laptop.ask('visits.open', { body: { token, code: invite.code } })
  await closed
  expect(phone.last('room.farewell')).toEqual({ why: 'moved' })
  const moved = world.person(() => laptop.ask('visits.ticket'))
  expect((await moved.join()).role).toBe('waiting')
})

test('a locked room lets nobody new wait, and those who were in come back', async () => {
  await using world = await liveWorld()
  const { doctor, consultId, host, guest: inside } = await world.visit('admitted')
  await host.signal.ask('room.lock', { locked: true })
  const { person: late } = await world.guest(doctor, consultId, 'relative')
  await expect(late.join()).rejects.toMatchObject({ code: 'conflict' })
  inside.leaveWithoutAWord()
  expect((await inside.join(true)).role).toBe('patient')
  host.leaveWithoutAWord()
  expect((await host.join(true)).role).toBe('host')
})

test('a host makes another clinician host, but never a guest', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Weber')
  const second = await world.staff('Dr Braun')
  const consultId = await world.consult(doctor, [{ who: second, role: 'clinician' }])
  const host = world.arrive(doctor, consultId)
  await host.join()
  const other = world.arrive(second, consultId)
  expect((await other.join()).role).toBe('clinician')
  await expect(other.signal.ask('room.end', {})).rejects.toMatchObject({ code: 'forbidden' })
  await expect(other.signal.ask('room.takeHost', {})).rejects.toMatchObject({ code: 'conflict' })
  const { person: guest } = await world.guest(doctor, consultId)
  await guest.join()
  await host.signal.ask('peer.admit', { peerId: guest.peerId })
  await expect(host.signal.ask('peer.appoint', { peerId: guest.peerId })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await host.signal.ask('peer.appoint', { peerId: other.peerId })
  const closed = Promise.all([host.closed, guest.closed])
  await other.signal.ask('room.end', {}).catch(() => undefined)
  await closed
  expect(guest.last('room.farewell')).toEqual({ why: 'ended' })
  await expect(guest.connect()).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('a host who mutes somebody stops their stream at the server', async () => {
  await using world = await liveWorld()
  const { host, guest } = await world.visit('admitted')
  const producerId = randomUUID()
  await guest.signal.ask('media.produce', {
    ...{ producerId, source: 'microphone', rtpParameters: OPUS, paused: false },
  })
  await host.signal.ask('peer.mute', { peerId: guest.peerId, source: 'microphone' })
  await vi.waitFor(() => expect(guest.last('media.muted')).toEqual({ producerId }))
  await vi.waitFor(() =>
    expect(host.last('room.roster')).toMatchObject([{}, { streams: [{ paused: true }] }]),
  )
})

test('off-boarding a clinician closes their open room at once', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Weber')
  const consultId = await world.consult(doctor)
  const host = world.arrive(doctor, consultId)
  await host.join()
  const closed = host.closed
  world.server.live.presence.endPerson(doctor.staffId, 'revoked')
  await closed
  expect(host.last('room.farewell')).toEqual({ why: 'revoked' })
})

test('a stopping server says so to everybody', async () => {
  await using world = await liveWorld()
  const doctor = await world.staff('Dr Weber')
  const consultId = await world.consult(doctor)
  const host = world.arrive(doctor, consultId)
  await host.join()
  const closed = host.closed
  await world.server.close()
  await closed
  expect(host.last('room.farewell')).toEqual({ why: 'restarting' })
})
