import { expect, test } from 'vitest'
import { consultWorld, inHand, otherThan, PATIENT } from './consultWorld.ts'

const NOT_OPEN_HERE = { code: 'unauthenticated' }

test('a patient comes in with link and code, comes back after a reload, moves to another device, and is put out', async () => {
  await using world = await consultWorld()
  const invite = await world.invite()
  const { token, code } = inHand(invite)
  const phone = world.client()

  const look = await phone.ask('visits.look', { body: { token } })
  expect(look).toEqual({
    state: 'open',
    opensAt: world.at(-30),
    startsAt: world.plan.startsAt,
    timeZone: 'Europe/Berlin',
    centreName: 'Lindenhof',
    centrePhone: null,
  })
  await expect(
    phone.ask('visits.open', { body: { token, code: otherThan(code) } }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  await expect(phone.ask('visits.read')).rejects.toMatchObject(NOT_OPEN_HERE)

  const visit = await phone.ask('visits.open', { body: { token, code } })
  expect(visit).toMatchObject({
    consultId: world.consultId,
    name: PATIENT.name,
    role: 'patient',
    centreName: 'Lindenhof',
    hostName: expect.stringMatching(/^Dr /),
    phoneEnding: '42',
    state: 'planned',
  })
  expect(await phone.ask('visits.read')).toEqual(visit)
  expect(await world.invite()).toMatchObject({ openedAt: world.at(0) })
  const { ticket } = await phone.ask('visits.ticket')
  const pass = await world.tickets.redeem(ticket)
  expect(pass).toMatchObject({
    personId: invite.inviteId,
    kind: 'guest',
    roomId: world.consultId,
    role: 'patient',
  })

  const laptop = world.client()
  await laptop.ask('visits.open', { body: { token, code } })
  expect(world.told).toContainEqual(['endLogin', pass?.loginId, 'moved'])
  await expect(phone.ask('visits.read')).rejects.toMatchObject(NOT_OPEN_HERE)
  await expect(phone.ask('visits.ticket')).rejects.toMatchObject(NOT_OPEN_HERE)
  await laptop.ask('visits.ticket')

  const { inviteId } = invite
  await world.host.ask('invites.revoke', { params: { ...world.params, inviteId } })
  expect(world.told).toContainEqual(['endPerson', inviteId, 'revoked', world.consultId])
  await expect(laptop.ask('visits.read')).rejects.toMatchObject(NOT_OPEN_HERE)
  expect(await laptop.ask('visits.look', { body: { token } })).toMatchObject({ state: 'over' })
  await expect(laptop.ask('visits.open', { body: { token, code } })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('link previewers and mail scanners use nothing up', async () => {
  await using world = await consultWorld()
  const before = await world.db.selectFrom('invites').selectAll().execute()
  const { token, code } = inHand(await world.invite())
  const scanner = world.client()
  for (const method of ['GET', 'HEAD', 'OPTIONS'])
    for (const path of [
      '/visit',
      `/visit?t=${token}`,
      '/api/v1/visits/open',
      '/api/v1/visits/look',
    ])
      expect((await scanner.fetch(path, { method })).headers.getSetCookie()).toEqual([])
  for (let looks = 0; looks < 10; looks += 1) await scanner.ask('visits.look', { body: { token } })
  expect(await world.db.selectFrom('invites').selectAll().execute()).toEqual(before)
  await world.client().ask('visits.open', { body: { token, code } })
})

test('before its window a visit says when it opens, and a code is neither checked nor counted', async () => {
  await using world = await consultWorld()
  await world.host.ask('consults.change', {
    params: world.params,
    body: { startsAt: world.at(61) },
  })
  const { token, code } = inHand(await world.invite())
  const phone = world.client()
  expect(await phone.ask('visits.look', { body: { token } })).toMatchObject({
    state: 'early',
    opensAt: world.at(1),
  })
  for (const digits of [code, ...Array.from({ length: 6 }, () => otherThan(code))])
    await expect(phone.ask('visits.open', { body: { token, code: digits } })).rejects.toMatchObject(
      { code: 'conflict', message: expect.stringContaining('early') },
    )
  world.passMinutes(1)
  await phone.ask('visits.open', { body: { token, code } })
})

test('four hours after its planned end a visit is over, on the device that was in, too', async () => {
  await using world = await consultWorld()
  const { token, code } = inHand(await world.invite())
  const phone = world.client()
  await phone.ask('visits.open', { body: { token, code } })
  world.passMinutes(299)
  await phone.ask('visits.read')
  world.passMinutes(1)
  await expect(phone.ask('visits.read')).rejects.toMatchObject(NOT_OPEN_HERE)
  expect(await phone.ask('visits.look', { body: { token } })).toMatchObject({ state: 'over' })
})

test('the code lives as long as its window: it opens the visit again and again', async () => {
  await using world = await consultWorld()
  const { token, code } = inHand(await world.invite())
  for (let hours = 0; hours < 5; hours += 1) {
    const visit = await world.client().ask('visits.open', { body: { token, code } })
    expect(visit.name).toBe(PATIENT.name)
    world.passMinutes(59)
  }
})

test('unknown, revoked, over and wrong are told alike, and take alike long', async () => {
  await using world = await consultWorld()
  const params = world.params
  const issue = async () =>
    await world.host.ask('invites.issue', { params, body: { role: 'relative', name: 'Jan' } })
  const wrong = inHand(await issue())
  const revokedInvite = await issue()
  const revoked = inHand(revokedInvite)
  await world.host.ask('invites.revoke', {
    params: { ...params, inviteId: revokedInvite.inviteId },
  })
  const { consultId: otherId } = await world.host.ask('consults.plan', { body: world.plan })
  const over = await world.host.ask('invites.issue', {
    params: { consultId: otherId },
    body: { role: 'relative', name: 'Jan' },
  })
  await world.host.ask('consults.cancel', { params: { consultId: otherId } })

  const answers = []
  for (const body of [
    { token: 'A'.repeat(43), code: '123456' },
    { ...wrong, code: otherThan(wrong.code) },
    revoked,
    inHand(over),
  ]) {
    const from = performance.now()
    const response = await world.client().send('visits.open', { body })
    const milliseconds = performance.now() - from
    answers.push(`${response.status} ${await response.text()}`)
    expect(milliseconds).toBeGreaterThanOrEqual(295)
  }
  expect(new Set(answers).size).toBe(1)
  expect(answers[0]).toMatch(/^403 /)
})

test('a new link ends the old one, its code, and whoever came in with them', async () => {
  await using world = await consultWorld()
  const invite = await world.invite()
  const old = inHand(invite)
  const phone = world.client()
  await phone.ask('visits.open', { body: old })
  const params = { ...world.params, inviteId: invite.inviteId }
  const fresh = inHand(await world.host.ask('invites.reissue', { params }))
  expect(world.told).toContainEqual(['endPerson', invite.inviteId, 'revoked', world.consultId])
  await expect(phone.ask('visits.read')).rejects.toMatchObject(NOT_OPEN_HERE)
  for (const body of [old, { ...old, code: fresh.code }, { ...fresh, code: otherThan(fresh.code) }])
    await expect(phone.ask('visits.open', { body })).rejects.toMatchObject({ code: 'forbidden' })
  await phone.ask('visits.open', { body: fresh })
})

test('every guest has a visit of their own, and no patient in it', async () => {
  await using world = await consultWorld()
  const invite = await world.host.ask('invites.issue', {
    params: world.params,
    body: { role: 'interpreter', name: 'Leyla Aydin' },
  })
  const tablet = world.client()
  const visit = await tablet.ask('visits.open', { body: inHand(invite) })
  expect(visit).toMatchObject({ name: 'Leyla Aydin', role: 'interpreter', phoneEnding: null })
  expect(JSON.stringify(visit)).not.toMatch(/Keller|1951|Lymphoma|5550142/)
  const patient = world.client()
  await patient.ask('visits.open', { body: inHand(await world.invite()) })
  expect(await tablet.ask('visits.read')).toEqual(visit)
})

test('a guest who leaves the device behind is forgotten by it', async () => {
  await using world = await consultWorld()
  const phone = world.client()
  await phone.ask('visits.open', { body: inHand(await world.invite()) })
  const cookies = new Map(phone.cookies)
  await phone.ask('visits.end')
  expect(phone.cookies.size).toBe(0)
  for (const [name, value] of cookies) phone.cookies.set(name, value)
  await expect(phone.ask('visits.read')).rejects.toMatchObject(NOT_OPEN_HERE)
  expect(await world.audited()).toContain('visit.closed')
})

test('a patient still gets in when the host has left the centre, and is told who expects them', async () => {
  await using world = await consultWorld()
  const { host, colleague } = world.people
  const hand = inHand(await world.invite())
  const { consultId: shared } = await world.host.ask('consults.plan', {
    body: { ...world.plan, people: [{ staffId: colleague.staffId, role: 'clinician' }] },
  })
  const { invites } = await world.host.ask('consults.read', { params: { consultId: shared } })
  const admin = await world.signIn(await world.staff(world.centreId, 'administrator'))
  await admin.ask('staff.offBoard', { params: { staffId: host.staffId } })

  const phone = world.client()
  expect(await phone.ask('visits.open', { body: hand })).toMatchObject({
    hostName: 'Lindenhof',
    centreName: 'Lindenhof',
  })
  await phone.ask('visits.ticket')
  const other = world.client()
  const [theirs] = invites.map(inHand)
  const visit = await other.ask('visits.open', { body: theirs ?? hand })
  expect(visit.hostName).toBe(`Dr ${colleague.staffId.slice(0, 8)}`)
})

test("a guest's calendar entry has the time, and neither link nor code nor a medical word", async () => {
  await using world = await consultWorld()
  const phone = world.client()
  const hand = inHand(await world.invite())
  await phone.ask('visits.open', { body: hand })
  const { ics } = await phone.ask('visits.calendar')
  expect(ics).toContain(`UID:${world.consultId}@consilium`)
  for (const secret of [hand.token, hand.code, 'Keller', 'Lymphoma', 'Lindenhof'])
    expect(ics.replaceAll('\r\n ', '')).not.toContain(secret)
})

test('a cookie that was made up opens nothing', async () => {
  await using world = await consultWorld()
  const phone = world.client()
  await phone.ask('visits.open', { body: inHand(await world.invite()) })
  const [name] = [...phone.cookies.keys()]
  for (const value of ['', 'x', 'A'.repeat(43), 'A'.repeat(4000), world.consultId]) {
    phone.cookies.set(name!, value)
    await expect(phone.ask('visits.ticket')).rejects.toMatchObject(NOT_OPEN_HERE)
  }
})

test('an invite is only changed through its own consult', async () => {
  await using world = await consultWorld()
  const { inviteId } = await world.invite()
  const { consultId } = await world.host.ask('consults.plan', { body: world.plan })
  const params = { consultId, inviteId }
  for (const name of ['invites.revoke', 'invites.reissue'] as const)
    await expect(world.host.ask(name, { params })).rejects.toMatchObject({ code: 'not_found' })
  expect(await world.invite()).toMatchObject({ inviteId, state: 'open' })
})
