import { expect, test } from 'vitest'
import { ConsultRecord } from '../../server/consults/ConsultRecord.ts'
import type { Pass } from '../../server/signalling/Session.ts'
import { consultWorld, type ConsultWorld, inHand, PATIENT } from './consultWorld.ts'

function recordOf({ db, vault, audit, clock }: ConsultWorld): ConsultRecord {
  return new ConsultRecord({ db, vault, audit, now: () => clock.now })
}

async function staffPass(world: ConsultWorld, who: 'host' | 'nurse' = 'host'): Promise<Pass> {
  const client = who === 'host' ? world.host : await world.signIn(world.people[who])
  const { ticket } = await client.ask('consults.ticket', { params: world.params })
  return redeemed(await world.tickets.redeem(ticket))
}

async function guestPass(world: ConsultWorld): Promise<Pass> {
  const phone = world.client()
  await phone.ask('visits.open', { body: inHand(await world.invite()) })
  const { ticket } = await phone.ask('visits.ticket')
  return redeemed(await world.tickets.redeem(ticket))
}

function redeemed(pass: Pass | undefined): Pass {
  if (!pass) throw new Error('the ticket was not good')
  return pass
}

const stateOf = async (world: ConsultWorld) => (await world.read()).state

test('whoever opens a socket is shown by the name that the record has for them', async () => {
  await using world = await consultWorld()
  const record = recordOf(world)
  expect(await record.nameOf(await guestPass(world))).toBe(PATIENT.name)
  expect(await record.nameOf(await staffPass(world))).toMatch(/^Dr /)
})

test('a pass is worth nothing once what it came from has ended', async () => {
  await using world = await consultWorld()
  const record = recordOf(world)
  const nurse = await staffPass(world, 'nurse')
  const guest = await guestPass(world)
  const { db, clock } = world

  await guestPass(world)
  expect(await record.nameOf(guest), 'an older device').toBeUndefined()

  const later = await guestPass(world)
  await world.host.ask('invites.revoke', {
    params: { ...world.params, inviteId: later.personId },
  })
  expect(await record.nameOf(later), 'a revoked invite').toBeUndefined()

  expect(await record.nameOf(nurse)).toBeDefined()
  await db
    .updateTable('staff_sessions')
    .set({ ended_at: clock.now })
    .where('id', '=', nurse.loginId)
    .execute()
  expect(await record.nameOf(nurse), 'a sign-in that ended').toBeUndefined()

  const again = await staffPass(world, 'nurse')
  await world.host.ask('consults.change', { params: world.params, body: { people: [] } })
  expect(await record.nameOf(again), 'taken off the list').toBeUndefined()

  const host = await staffPass(world)
  await db
    .updateTable('staff')
    .set({ off_boarded_at: clock.now })
    .where('id', '=', host.personId)
    .execute()
  expect(await record.nameOf(host), 'off-boarded').toBeUndefined()
})

test('a pass is good for its own room, person and role only', async () => {
  await using world = await consultWorld()
  const record = recordOf(world)
  const { consultId } = await world.host.ask('consults.plan', {
    body: { ...world.plan, people: [] },
  })
  const [guest, nurse] = [await guestPass(world), await staffPass(world, 'nurse')]
  for (const pass of [guest, nurse]) {
    expect(await record.nameOf({ ...pass, roomId: consultId })).toBeUndefined()
    expect(await record.nameOf({ ...pass, role: 'host' })).toBeUndefined()
    expect(await record.nameOf({ ...pass, personId: crypto.randomUUID() })).toBeUndefined()
    expect(await record.nameOf({ ...pass, loginId: crypto.randomUUID() })).toBeUndefined()
  }
  expect(
    await record.nameOf({ ...nurse, loginId: (await staffPass(world)).loginId }),
  ).toBeUndefined()
})

test('a consult is live once somebody is in, and over for everybody once a host ends it', async () => {
  await using world = await consultWorld()
  const record = recordOf(world)
  const [host, guest] = [await staffPass(world), await guestPass(world)]
  await record.opened(world.consultId)
  expect(await stateOf(world)).toBe('live')
  await record.ended(world.consultId, host)
  expect(await world.read()).toMatchObject({ state: 'ended', invites: [{ state: 'over' }] })
  expect(await record.nameOf(guest)).toBeUndefined()
  expect(await record.nameOf(host)).toBeUndefined()
  await record.opened(world.consultId)
  expect(await stateOf(world)).toBe('ended')
  expect(await world.audited()).toContain('consult.ended')
})

test('a room that was tried out and left the day before is still planned, and its invite still good', async () => {
  await using world = await consultWorld()
  const record = recordOf(world)
  const { params } = world
  await world.host.ask('consults.change', { params, body: { startsAt: world.at(24 * 60) } })
  await record.opened(world.consultId)
  expect(await stateOf(world)).toBe('planned')
  await record.ended(world.consultId, await staffPass(world))
  world.passMinutes(24 * 60)
  const host = await world.signIn(world.people.host)
  const { invites } = await world.read(host)
  expect(invites[0]).toMatchObject({ state: 'open' })
  await world.client().ask('visits.open', { body: inHand(invites[0]!) })
  await record.opened(world.consultId)
  expect(await world.read(host)).toMatchObject({ state: 'live' })
})

test('a removed guest cannot come back by cookie, ticket or code', async () => {
  await using world = await consultWorld()
  const record = recordOf(world)
  const phone = world.client()
  const hand = inHand(await world.invite())
  await phone.ask('visits.open', { body: hand })
  const { ticket } = await phone.ask('visits.ticket')
  const guest = redeemed(await world.tickets.redeem(ticket))
  await record.removedGuest(guest.personId, await staffPass(world))
  expect(await record.nameOf(guest)).toBeUndefined()
  await expect(phone.ask('visits.ticket')).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(phone.ask('visits.open', { body: hand })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(await world.invite()).toMatchObject({ state: 'revoked' })
})

test('a host removes the guests of their own room only', async () => {
  await using world = await consultWorld()
  const { inviteId } = await world.invite()
  const { consultId } = await world.host.ask('consults.plan', { body: world.plan })
  const elsewhere = { ...(await staffPass(world)), roomId: consultId }
  await recordOf(world).removedGuest(inviteId, elsewhere)
  expect(await world.invite()).toMatchObject({ state: 'open' })
})

test('what happens in a room is in the audit log, by ids', async () => {
  await using world = await consultWorld()
  const [host, guest] = [await staffPass(world), await guestPass(world)]
  await recordOf(world).note('guest.admitted', world.consultId, host, guest.personId)
  const entry = await world.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', 'guest.admitted')
    .executeTakeFirstOrThrow()
  expect(entry).toMatchObject({
    centre_id: world.centreId,
    actor_kind: 'staff',
    actor_id: host.personId,
    target_kind: 'consult',
    target_id: world.consultId,
    details: { personId: guest.personId },
  })
})
