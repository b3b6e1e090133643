import { expect, test } from 'vitest'
import { consultWorld, inHand, PATIENT, TITLE } from './consultWorld.ts'

/** A consult whose only host has left the centre, and the administrator who is to find another. */
async function orphaned() {
  const world = await consultWorld()
  const hand = inHand(await world.invite())
  const admin = await world.signIn(await world.staff(world.centreId, 'administrator'))
  await admin.ask('staff.offBoard', { params: { staffId: world.people.host.staffId } })
  return { ...world, admin, hand, params: { consultId: world.consultId } }
}

test('an administrator sees which visits nobody leads, and nothing of the patients', async () => {
  await using world = await orphaned()
  const list = await world.admin.ask('hostless.list')
  expect(list).toEqual([
    {
      consultId: world.consultId,
      startsAt: world.plan.startsAt,
      minutes: 30,
      timeZone: 'Europe/Berlin',
      plannedBy: expect.stringMatching(/^Dr /),
    },
  ])
  for (const secret of [PATIENT.name, PATIENT.phone, TITLE])
    expect(JSON.stringify(list)).not.toContain(secret)
})

test('whoever is given such a visit leads it: sees the patient, has a ticket as host, and is told of to the patient', async () => {
  await using world = await orphaned()
  const { colleague } = world.people
  const body = { consultId: world.consultId, staffId: colleague.staffId }
  await world.admin.ask('hostless.give', { body })
  expect(await world.admin.ask('hostless.list')).toEqual([])
  const theirs = await world.signIn(colleague)
  expect(await world.read(theirs)).toMatchObject({
    patient: PATIENT,
    invites: [{ role: 'patient' }],
  })
  const { ticket } = await theirs.ask('consults.ticket', { params: world.params })
  expect(await world.tickets.redeem(ticket)).toMatchObject({ role: 'host' })
  const phone = world.client()
  const { hostName } = await phone.ask('visits.open', { body: world.hand })
  expect(hostName).toBe(`Dr ${colleague.staffId.slice(0, 8)}`)
  expect(await world.audited()).toContain('consult.hostGiven')
})

test('a nurse of the visit who is given it comes again as its host', async () => {
  await using world = await orphaned()
  const { staffId } = world.people.nurse
  await world.admin.ask('hostless.give', { body: { consultId: world.consultId, staffId } })
  expect(world.told).toContainEqual(['endPerson', staffId, 'restarting', world.consultId])
  const { people } = await world.read(await world.signIn(world.people.nurse))
  expect(people).toMatchObject([{ staffId, role: 'host' }])
})

test('of two who are given one visit at once, one leads it', async () => {
  await using world = await orphaned()
  const gifts = await Promise.allSettled(
    [world.people.nurse, world.people.colleague].map(({ staffId }) =>
      world.admin.ask('hostless.give', { body: { consultId: world.consultId, staffId } }),
    ),
  )
  expect(gifts.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('a visit that somebody leads, that is over, or of another centre is given to nobody', async () => {
  await using world = await orphaned()
  const { nurse, colleague } = world.people
  const give = (consultId: string, staffId = colleague.staffId, by = world.admin) =>
    by.ask('hostless.give', { body: { consultId, staffId } })
  const host = await world.signIn(colleague)
  const { consultId: led } = await host.ask('consults.plan', {
    body: { ...world.plan, people: [] },
  })
  await expect(give(led, nurse.staffId)).rejects.toMatchObject({ code: 'conflict' })

  const elsewhere = await world.centre('Elsewhere')
  const stranger = await world.staff(elsewhere, 'administrator', 'clinician')
  const theirs = await world.signIn(stranger)
  expect(await theirs.ask('hostless.list')).toEqual([])
  await expect(give(world.consultId, stranger.staffId, theirs)).rejects.toMatchObject({
    code: 'conflict',
  })
  await expect(give(world.consultId, stranger.staffId)).rejects.toMatchObject({ code: 'not_found' })

  const onlyAdministrator = await world.staff(world.centreId, 'administrator')
  await expect(give(world.consultId, onlyAdministrator.staffId)).rejects.toMatchObject({
    code: 'bad_request',
  })
  await world.db
    .updateTable('consults')
    .set({ starts_at: world.at(-24 * 60) })
    .where('id', '=', world.consultId)
    .execute()
  expect(await world.admin.ask('hostless.list')).toEqual([])
  await expect(give(world.consultId)).rejects.toMatchObject({ code: 'conflict' })
})
