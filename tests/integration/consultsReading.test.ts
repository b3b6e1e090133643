import { expect, test } from 'vitest'
import { can } from '../../shared/domain/roles.ts'
import { consultWorld, PATIENT, TITLE } from './consultWorld.ts'

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
    await expect(world.read(client)).rejects.toMatchObject({ code: 'not_found' })
    expect(await client.ask('consults.list', { params: { day, timeZone: 'UTC' } })).toEqual([])
  }
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

test('who read the list of a day is in the audit log, once an hour for each day that showed anybody', async () => {
  await using world = await consultWorld()
  const day = world.plan.startsAt.slice(0, 10)
  const list = (asked: string) =>
    world.host.ask('consults.list', { params: { day: asked, timeZone: 'UTC' } })
  await list(day)
  await list(day)
  await list('2031-07-01')
  const looks = await world.db
    .selectFrom('audit')
    .where('action', '=', 'day.shown')
    .select(['actor_id', 'target_id', 'details'])
    .execute()
  const { staffId } = world.people.host
  expect(looks).toEqual([{ actor_id: staffId, target_id: staffId, details: { day, consults: 1 } }])
})
