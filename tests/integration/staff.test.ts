import { expect, test } from 'vitest'
import type { HttpClient } from './HttpClient.ts'
import { httpWorld, type HttpWorld } from './httpWorld.ts'

const DAY = 86_400_000
const NEW = { name: 'Dr Ines Okafor', email: 'ines@example.org', roles: ['clinician' as const] }
const PASSWORD = 'a password that is long'

async function administered(world: HttpWorld) {
  const centreId = await world.centre()
  const admin = await world.staff(centreId, 'administrator')
  return { centreId, admin, browser: await world.signIn(admin) }
}

const tokenOf = (link: string | null) => new URL(link ?? '').hash.slice(1)

async function invite(browser: HttpClient) {
  const { staffId, link, mailed } = await browser.ask('staff.invite', { body: NEW })
  return { staffId, token: tokenOf(link), mailed }
}

test('an invited person opens the link, chooses a password and signs in', async () => {
  await using world = await httpWorld()
  const { browser } = await administered(world)
  const { staffId, token, mailed } = await invite(browser)
  expect(mailed).toBe(false)
  expect(await browser.ask('staff.list')).toContainEqual({
    ...NEW,
    staffId,
    secondFactor: false,
    state: 'invited',
  })

  const visitor = world.client()
  for (let looks = 0; looks < 3; looks++)
    expect(await visitor.ask('enrolment.read', { body: { token } })).toEqual({
      name: NEW.name,
      email: NEW.email,
      centreName: 'Lindenhof',
    })
  await visitor.ask('enrolment.accept', { body: { token, name: NEW.name, password: PASSWORD } })
  const person = { staffId, centreId: '', email: NEW.email, password: PASSWORD }
  expect(await (await world.signIn(person)).ask('account.read')).toMatchObject({ staffId })
  await world.signIn({ ...person, email: NEW.email.toUpperCase() })
})

test('a link works once, for seven days, and not after a newer one', async () => {
  await using world = await httpWorld()
  const { browser } = await administered(world)
  const { staffId, token } = await invite(browser)
  const { link } = await browser.ask('staff.resetPassword', { params: { staffId } })
  const newer = tokenOf(link)
  const accept = (of: string) =>
    world
      .client()
      .ask('enrolment.accept', { body: { token: of, name: NEW.name, password: PASSWORD } })
  await expect(accept(token)).rejects.toMatchObject({ code: 'gone' })
  const tries = await Promise.allSettled([accept(newer), accept(newer), accept(newer)])
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expect(accept(newer)).rejects.toMatchObject({ code: 'gone' })

  const { link: late } = await browser.ask('staff.resetPassword', { params: { staffId } })
  world.clock.pass(DAY + 1000)
  await expect(accept(tokenOf(late))).rejects.toMatchObject({ code: 'gone' })
})

test('one address has one account, also when two are invited at once', async () => {
  await using world = await httpWorld()
  const { browser } = await administered(world)
  const tries = await Promise.allSettled([invite(browser), invite(browser)])
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(
    browser.ask('staff.invite', { body: { ...NEW, email: 'INES@example.org' } }),
  ).rejects.toMatchObject({ code: 'conflict' })
})

test('a link is mailed where mail is configured, and shown only when the mail could not be sent', async () => {
  const sent: string[] = []
  let works = true
  const send = async ({ text }: { text: string }) => {
    if (!works) throw new Error('the mail server is away')
    sent.push(text)
  }
  await using world = await httpWorld({ mailer: { configured: true, send } })
  const { browser } = await administered(world)
  const given = await browser.ask('staff.invite', { body: NEW })
  expect(given).toMatchObject({ mailed: true, link: null })
  expect(sent[0]).toMatch(/\/welcome#[\w-]{43}\n/)
  works = false
  const { mailed, link } = await browser.ask('staff.resetPassword', {
    params: { staffId: given.staffId },
  })
  expect(mailed).toBe(false)
  expect(link).toMatch(/\/welcome#[\w-]{43}$/)
})

test('a reset ends the old password and every session at once', async () => {
  await using world = await httpWorld()
  const { centreId, browser } = await administered(world)
  const person = await world.staff(centreId, 'nurse')
  const theirs = await world.signIn(person)
  const { link } = await browser.ask('staff.resetPassword', { params: { staffId: person.staffId } })
  await expect(theirs.ask('account.read')).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(world.signIn(person)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(world.told).toContainEqual(['endLogin', expect.any(String), 'revoked'])
  const body = { token: tokenOf(link), name: 'Same', password: PASSWORD }
  await world.client().ask('enrolment.accept', { body })
  await world.signIn({ ...person, password: PASSWORD })
})

test('off-boarding ends sessions, sockets, links and places on lists at once', async () => {
  await using world = await httpWorld()
  const { centreId, browser } = await administered(world)
  const leaver = await world.staff(centreId, 'clinician')
  const stays = await world.staff(centreId, 'clinician')
  const theirs = await world.signIn(leaver)
  const { consultId: alone } = await theirs.ask('consults.plan', { body: plan(world) })
  const { consultId: shared } = await theirs.ask('consults.plan', {
    body: { ...plan(world), people: [{ staffId: stays.staffId, role: 'clinician' }] },
  })

  const { consultsWithoutHost } = await browser.ask('staff.offBoard', {
    params: { staffId: leaver.staffId },
  })
  expect(consultsWithoutHost.map(({ consultId }) => consultId)).toEqual([alone])
  await expect(theirs.ask('account.read')).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(theirs.ask('session.refresh')).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(world.signIn(leaver)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(world.told).toContainEqual(['endPerson', leaver.staffId, 'revoked'])
  const other = await world.signIn(stays)
  const { people } = await other.ask('consults.read', { params: { consultId: shared } })
  expect(people.map(({ staffId }) => staffId)).toEqual([stays.staffId])
  expect(await other.ask('colleagues.list')).not.toContainEqual(
    expect.objectContaining({ staffId: leaver.staffId }),
  )
  await expect(
    browser.ask('staff.change', {
      params: { staffId: leaver.staffId },
      body: { roles: ['administrator'] },
    }),
  ).rejects.toMatchObject({ code: 'conflict' })
})

test('a person who left can be invited again with the same address', async () => {
  await using world = await httpWorld()
  const { browser } = await administered(world)
  const { staffId } = await invite(browser)
  await browser.ask('staff.offBoard', { params: { staffId } })
  expect((await invite(browser)).staffId).not.toBe(staffId)
})

test('the last administrator neither leaves nor loses the role, nor do two at once', async () => {
  await using world = await httpWorld()
  const { centreId, admin, browser } = await administered(world)
  const me = { staffId: admin.staffId }
  await browser.ask('staff.invite', { body: { ...NEW, roles: ['administrator'] } })
  await expect(browser.ask('staff.offBoard', { params: me })).rejects.toMatchObject({
    code: 'conflict',
  })
  await expect(
    browser.ask('staff.change', { params: me, body: { roles: ['nurse'] } }),
  ).rejects.toMatchObject({ code: 'conflict' })

  const second = await world.staff(centreId, 'administrator')
  const other = await world.signIn(second)
  const tries = await Promise.allSettled([
    browser.ask('staff.offBoard', { params: { staffId: second.staffId } }),
    other.ask('staff.offBoard', { params: me }),
  ])
  expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('an administrator cannot use an open session to take over their own account', async () => {
  await using world = await httpWorld()
  const { admin, browser } = await administered(world)
  const params = { staffId: admin.staffId }
  for (const name of ['staff.resetPassword', 'staff.resetSecondFactor'] as const)
    await expect(browser.ask(name, { params })).rejects.toMatchObject({ code: 'conflict' })
})

test('a role that was taken away is gone at the next request', async () => {
  await using world = await httpWorld()
  const { centreId, browser } = await administered(world)
  const second = await world.staff(centreId, 'administrator')
  const theirs = await world.signIn(second)
  await theirs.ask('staff.list')
  await browser.ask('staff.change', {
    params: { staffId: second.staffId },
    body: { roles: ['nurse'] },
  })
  await expect(theirs.ask('staff.list')).rejects.toMatchObject({ code: 'forbidden' })
})

test("another centre's account does not exist, whatever is done to it", async () => {
  await using world = await httpWorld()
  const { browser } = await administered(world)
  const stranger = await world.staff(await world.centre('Elsewhere'), 'nurse')
  const params = { staffId: stranger.staffId }
  for (const name of ['staff.resetPassword', 'staff.resetSecondFactor', 'staff.offBoard'] as const)
    await expect(browser.ask(name, { params })).rejects.toMatchObject({ code: 'not_found' })
  await expect(
    browser.ask('staff.change', { params, body: { roles: ['nurse'] } }),
  ).rejects.toMatchObject({ code: 'not_found' })
  expect(await browser.ask('staff.list')).toHaveLength(1)
  await world.signIn(stranger)
})

test('all that an administrator did is in the audit log', async () => {
  await using world = await httpWorld()
  const { browser } = await administered(world)
  const { staffId } = await invite(browser)
  await browser.ask('staff.change', { params: { staffId }, body: { roles: ['nurse'] } })
  await browser.ask('staff.resetSecondFactor', { params: { staffId } })
  await browser.ask('staff.resetPassword', { params: { staffId } })
  await browser.ask('staff.offBoard', { params: { staffId } })
  await browser.ask('centre.change', { body: { name: 'Linde' } })
  await browser.ask('retention.change', { body: { of: 'invites', days: 3 } })
  expect(await world.audited()).toEqual([
    'session.started',
    'staff.invited',
    'staff.changed',
    'staff.secondFactorReset',
    'staff.passwordReset',
    'staff.offBoarded',
    'centre.changed',
    'retention.changed',
  ])
})

function plan(world: HttpWorld) {
  return {
    title: 'Talk about the scan',
    startsAt: new Date(world.clock.now.getTime() + DAY).toISOString(),
    minutes: 30,
    timeZone: 'Europe/Berlin',
    people: [],
    patient: { name: 'Maria Keller', birthDate: '1951-03-12', phone: '+49 30 555' },
  }
}
