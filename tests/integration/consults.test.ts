import { expect, test } from 'vitest'
import { can } from '../../shared/domain/roles.ts'
import { consultWorld, PATIENT, TITLE } from './consultWorld.ts'

const NOWHERE = { code: 'not_found' }

test('whoever plans a consult hosts it, and the patient has an invite that opens an hour before', async () => {
  await using world = await consultWorld()
  const consult = await world.read()
  expect(consult).toMatchObject({ title: TITLE, patient: PATIENT, state: 'planned', waiting: 0 })
  expect(consult.people.map(({ staffId, role }) => [staffId, role]).toSorted()).toEqual(
    [
      [world.people.host.staffId, 'host'],
      [world.people.nurse.staffId, 'nurse'],
    ].toSorted(),
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

test('link and code are for those who may host; the rest of the list sees the consult without', async () => {
  await using world = await consultWorld()
  const nurse = await world.signIn(world.people.nurse)
  expect(can('nurse', 'consult.host')).toBe(false)
  expect(await world.read(nurse)).toMatchObject({ patient: PATIENT, invites: [] })
})

test('a consult does not exist for people who are not on its list, at the same centre or another', async () => {
  await using world = await consultWorld()
  const stranger = await world.staff(await world.centre('Elsewhere'), 'clinician')
  for (const person of [world.people.colleague, stranger]) {
    const client = await world.signIn(person)
    const day = world.plan.startsAt.slice(0, 10)
    await expect(world.read(client)).rejects.toMatchObject(NOWHERE)
    expect(await client.ask('consults.list', { params: { day, timeZone: 'UTC' } })).toEqual([])
  }
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

test('a day is a day of the zone that is asked for, by time', async () => {
  await using world = await consultWorld()
  const planAt = async (startsAt: string) =>
    (await world.host.ask('consults.plan', { body: { ...world.plan, startsAt } })).consultId
  const late = await planAt('2031-07-01T21:59:59Z')
  const first = await planAt('2031-06-30T22:00:00Z')
  await planAt('2031-06-30T21:59:59Z')
  await planAt('2031-07-01T22:00:00Z')
  const list = await world.host.ask('consults.list', {
    params: { day: '2031-07-01', timeZone: 'Europe/Berlin' },
  })
  expect(list.map(({ consultId }) => consultId)).toEqual([first, late])
  expect(list[0]).toMatchObject({
    title: TITLE,
    patientName: PATIENT.name,
    timeZone: 'Europe/Berlin',
  })
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
  await expect(world.read(asNurse)).rejects.toMatchObject(NOWHERE)
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

test('a calendar entry stays one entry, and says nothing that a family or an employer should not read', async () => {
  await using world = await consultWorld()
  const read = async () =>
    (await world.host.ask('consults.calendar', { params: world.params })).ics.replaceAll(
      '\r\n ',
      '',
    )
  const before = await read()
  const start = world.plan.startsAt.replaceAll(/[-:]|\.\d{3}/g, '')
  expect(before).toContain(`DTSTART:${start}`)
  expect(before).toContain('SUMMARY:Consultation')
  expect(before).toContain('SEQUENCE:0')
  expect(before).toContain('X-WR-TIMEZONE:Europe/Berlin')
  const { token, code } = await world.invite().then(({ link, code: digits }) => ({
    token: link.split('#')[1] ?? '',
    code: digits,
  }))
  for (const secret of [token, code, PATIENT.name, 'Keller', TITLE, 'Lindenhof', 'visit#'])
    expect(before).not.toContain(secret)
  await world.host.ask('consults.cancel', { params: world.params })
  const after = await read()
  expect(after).toContain('SEQUENCE:1')
  expect(after).toContain('STATUS:CANCELLED')
  expect(/^UID:.*$/m.exec(after)?.[0]).toBe(/^UID:.*$/m.exec(before)?.[0])
})

test('once a patient was erased, the consult is still there, without them', async () => {
  await using world = await consultWorld()
  await world.db
    .updateTable('patients')
    .set({ key_sealed: null, erased_at: world.clock.now })
    .execute()
  const consult = await world.read()
  expect(consult).toMatchObject({ patientName: null, patient: null, invites: [] })
  expect(consult.title).not.toContain(TITLE)
  await expect(
    world.host.ask('consults.change', { params: world.params, body: { title: 'x' } }),
  ).rejects.toMatchObject({ code: 'gone' })
})

test('who looked at link and code is in the audit log, once an hour and not at every refresh', async () => {
  await using world = await consultWorld()
  const looks = async () =>
    (await world.audited()).filter((action) => action === 'consult.shownWithInvites').length
  await world.read()
  await world.read()
  expect(await looks()).toBe(1)
  world.passMinutes(61)
  const again = await world.signIn(world.people.host)
  await world.read(again)
  expect(await looks()).toBe(2)
})
