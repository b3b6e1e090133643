import { expect, test } from 'vitest'
import { consultWorld, PATIENT, TITLE } from './consultWorld.ts'

test('whoever plans a consult hosts it, and the patient has an invite that opens an hour before', async () => {
  await using world = await consultWorld()
  const consult = await world.read()
  expect(consult).toMatchObject({ title: TITLE, patient: PATIENT, state: 'planned', waiting: 0 })
  expect(new Map(consult.people.map(({ staffId, role }) => [staffId, role]))).toEqual(
    new Map([
      [world.people.host.staffId, 'host'],
      [world.people.nurse.staffId, 'nurse'],
    ]),
  )
  expect(consult.invites).toHaveLength(1)
  expect(consult.invites[0]).toMatchObject({
    role: 'patient',
    name: PATIENT.name,
    state: 'open',
    opensAt: world.at(-30),
    closesAt: world.at(300),
    link: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/visit#[\w-]{43}$/),
    code: expect.stringMatching(/^\d{6}$/),
    openedAt: null,
  })
})

test('people of another centre, off-boarded or unknown, are not put on a list', async () => {
  await using world = await consultWorld()
  const gone = await world.staff(world.centreId, 'nurse')
  await world.db
    .updateTable('staff')
    .set({ off_boarded_at: world.clock.now })
    .where('id', '=', gone.staffId)
    .execute()
  const stranger = await world.staff(await world.centre('Elsewhere'), 'clinician')
  for (const staffId of [gone.staffId, stranger.staffId, crypto.randomUUID()]) {
    const people = [{ staffId, role: 'clinician' as const }]
    const refused = { code: 'bad_request', message: expect.stringContaining('your centre') }
    await expect(
      world.host.ask('consults.plan', { body: { ...world.plan, people } }),
    ).rejects.toMatchObject(refused)
    await expect(
      world.host.ask('consults.change', { params: world.params, body: { people } }),
    ).rejects.toMatchObject(refused)
  }
  expect(await world.db.selectFrom('patients').select('id').execute()).toHaveLength(1)
})

test('nothing is planned for a time that has passed', async () => {
  await using world = await consultWorld()
  const past = { ...world.plan, startsAt: world.at(-31) }
  await expect(world.host.ask('consults.plan', { body: past })).rejects.toMatchObject({
    code: 'bad_request',
  })
})

test('moving a consult moves its window, takes back its lateness, and counts for calendars', async () => {
  await using world = await consultWorld()
  await world.host.ask('consults.late', { params: world.params, body: { minutes: 15 } })
  expect(world.told).toContainEqual(['announceLate', world.consultId, 15])
  expect(await world.read()).toMatchObject({ lateMinutes: 15 })
  await world.host.ask('consults.change', {
    params: world.params,
    body: { startsAt: world.at(24 * 60), minutes: 60 },
  })
  const consult = await world.read()
  expect(consult).toMatchObject({ startsAt: world.at(24 * 60), minutes: 60, lateMinutes: 0 })
  expect(consult.invites[0]).toMatchObject({
    opensAt: world.at(23 * 60),
    closesAt: world.at(29 * 60),
  })
  const { ics } = await world.host.ask('consults.calendar', { params: world.params })
  expect(ics).toContain('SEQUENCE:1')
  expect(world.told).toContainEqual(['announceLate', world.consultId, 0])
})

test('people taken off the list lose their sockets and the consult; a new role makes them come again', async () => {
  await using world = await consultWorld()
  const { host, nurse, colleague } = world.people
  const change = (people: { staffId: string; role: 'clinician' | 'nurse' }[]) =>
    world.host.ask('consults.change', { params: world.params, body: { people } })
  await change([
    { staffId: nurse.staffId, role: 'clinician' },
    { staffId: colleague.staffId, role: 'clinician' },
  ])
  expect(world.told).toContainEqual(['endPerson', nurse.staffId, 'restarting', world.consultId])
  const asNurse = await world.signIn(nurse)
  await world.read(asNurse)
  await change([{ staffId: colleague.staffId, role: 'clinician' }])
  expect(world.told).toContainEqual(['endPerson', nurse.staffId, 'revoked', world.consultId])
  await expect(world.read(asNurse)).rejects.toMatchObject({ code: 'not_found' })
  expect(world.told.filter(([, who]) => who === host.staffId)).toEqual([])
  expect((await world.read()).people.map(({ role }) => role).toSorted()).toEqual([
    'clinician',
    'host',
  ])
})

test('the only host cannot step back', async () => {
  await using world = await consultWorld()
  const people = [{ staffId: world.people.host.staffId, role: 'observer' as const }]
  await expect(
    world.host.ask('consults.change', { params: world.params, body: { people } }),
  ).rejects.toMatchObject({ code: 'bad_request', message: expect.stringContaining('needs a host') })
})

test("a corrected patient is corrected on the patient's invite too, and on nobody else's", async () => {
  await using world = await consultWorld()
  const params = world.params
  await world.host.ask('invites.issue', { params, body: { role: 'relative', name: 'Jan Keller' } })
  const patient = { name: 'Maria Keller-Roth', birthDate: '1951-03-13', phone: '030 99' }
  await world.host.ask('consults.change', { params, body: { patient, title: 'Second talk' } })
  const consult = await world.read()
  expect(consult).toMatchObject({ title: 'Second talk', patient })
  expect(consult.invites.map(({ name }) => name)).toEqual(['Maria Keller-Roth', 'Jan Keller'])
})

test('a consult that has begun keeps its time; one that is over keeps everything', async () => {
  await using world = await consultWorld()
  const { params } = world
  const change = (body: object) => world.host.ask('consults.change', { params, body })
  await world.db
    .updateTable('consults')
    .set({ state: 'live', started_at: world.clock.now })
    .execute()
  await expect(change({ startsAt: world.at(90) })).rejects.toMatchObject({ code: 'conflict' })
  await change({ title: 'Still possible', startsAt: world.plan.startsAt })
  await world.host.ask('consults.cancel', { params })
  expect(world.told).toContainEqual(['endRoom', world.consultId, 'ended'])
  expect(await world.read()).toMatchObject({ state: 'cancelled', invites: [{ state: 'over' }] })
  const refused = { code: 'conflict', message: expect.stringContaining('cancelled') }
  await expect(change({ title: 'Too late' })).rejects.toMatchObject(refused)
  const body = { minutes: 5 }
  await expect(world.host.ask('consults.late', { params, body })).rejects.toMatchObject(refused)
  await expect(world.host.ask('consults.cancel', { params })).rejects.toMatchObject(refused)
  await expect(world.host.ask('consults.ticket', { params })).rejects.toMatchObject(refused)
  const guest = { role: 'relative' as const, name: 'Jan' }
  await expect(world.host.ask('invites.issue', { params, body: guest })).rejects.toMatchObject(
    refused,
  )
})

test('a ticket carries ids and the role on the list, and no name', async () => {
  await using world = await consultWorld()
  const nurse = await world.signIn(world.people.nurse)
  const { ticket } = await nurse.ask('consults.ticket', { params: world.params })
  const pass = await world.tickets.redeem(ticket)
  expect(pass).toEqual({
    personId: world.people.nurse.staffId,
    kind: 'staff',
    loginId: expect.any(String),
    roomId: world.consultId,
    role: 'nurse',
  })
})

test('what was ticked on the start card is in the record, with who and when', async () => {
  await using world = await consultWorld()
  const body = { identityConfirmed: true, othersKnown: true, consentGiven: false }
  await world.host.ask('consults.check', { params: world.params, body })
  const at = world.clock.now.toISOString()
  expect((await world.read()).checks).toEqual([{ at, by: expect.stringMatching(/^Dr /), ...body }])
  expect(await world.audited()).toContain('consult.checked')
})
