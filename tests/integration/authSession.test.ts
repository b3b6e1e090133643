import { randomUUID } from 'node:crypto'
import { LIMITS } from '../../server/cluster/Limits.ts'
import { expect, test } from 'vitest'
import { httpWorld } from './httpWorld.ts'

const SECOND = 1000
const HOUR = 3_600 * SECOND
const COOKIE = 'consilium-refresh'

test('a person signs in, is known, and signs out', async () => {
  await using world = await httpWorld()
  const person = await world.staff(await world.centre(), 'clinician')
  const browser = await world.signIn(person)

  const account = await browser.ask('account.read')
  expect(account).toMatchObject({ staffId: person.staffId, email: person.email })

  await browser.ask('session.end')
  expect(browser.cookies.has(COOKIE)).toBe(false)
  await expect(browser.ask('account.read')).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(world.told).toContainEqual(['endLogin', expect.any(String), 'revoked'])
  expect(await world.audited()).toEqual(['session.started', 'session.ended'])
})

test('an unknown address, a wrong password and an ended account are answered alike', async () => {
  await using world = await httpWorld()
  const centre = await world.centre()
  const person = await world.staff(centre, 'clinician')
  const gone = await world.staff(centre, 'clinician')
  await world.db
    .updateTable('staff')
    .set({ off_boarded_at: world.clock.now })
    .where('id', '=', gone.staffId)
    .execute()
  const tries = [
    { email: 'nobody@example.org', password: person.password },
    { email: person.email, password: 'something else entirely' },
    { email: gone.email, password: gone.password },
  ]
  const answers = []
  for (const body of tries) {
    const response = await world.client().send('session.start', { body })
    answers.push([response.status, await response.text(), response.headers.getSetCookie()])
  }
  expect(answers[0]?.[0]).toBe(401)
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
})

test('an unknown address costs as much work as a wrong password', async () => {
  await using world = await httpWorld()
  const person = await world.staff(await world.centre(), 'clinician')
  // Processor time, because a busy machine makes the clock say nothing; the least of several, taken in turns.
  const work = async (email: string) => {
    const before = process.cpuUsage()
    await world.client().send('session.start', { body: { email, password: 'wrong' } })
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  const [unknown, known]: [number[], number[]] = [[], []]
  for (let i = 0; i < 8; i++) {
    unknown.push(await work('nobody@example.org'))
    known.push(await work(person.email))
  }
  expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 2)
})

test('the eleventh wrong password in a row is not even looked at, and locks nobody out elsewhere', async () => {
  await using world = await httpWorld()
  const person = await world.staff(await world.centre(), 'clinician')
  const { email, password } = person
  const stranger = world.client()
  const guess = (tried: string) =>
    stranger.ask('session.start', { body: { email, password: tried } })
  for (let i = 0; i < 10; i++)
    await expect(guess('wrong')).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(guess(password)).rejects.toMatchObject({ code: 'too_many_requests' })
  await expect(world.signIn(person)).resolves.toBeDefined()
})

test('guesses from many addresses together have a limit too', async () => {
  await using world = await httpWorld()
  const person = await world.staff(await world.centre(), 'clinician')
  const wrong = { email: person.email, password: 'wrong' }
  const tries = Array.from({ length: LIMITS.signInAccount.points + 1 }, () =>
    world.client().send('session.start', { body: wrong }),
  )
  const statuses = (await Promise.all(tries)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 429)).toHaveLength(1)
})

test('a right password clears the wrong ones before it', async () => {
  await using world = await httpWorld()
  const person = await world.staff(await world.centre(), 'clinician')
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 9; i++)
      await world
        .client()
        .send('session.start', { body: { email: person.email, password: 'wrong' } })
    expect((await world.signIn(person)).token).toBeDefined()
  }
})

test('each refresh brings a new cookie and an access token', async () => {
  await using world = await httpWorld()
  const browser = await world.signIn(await world.staff(await world.centre(), 'nurse'))
  const first = browser.cookies.get(COOKIE)
  world.clock.pass(HOUR)
  const { accessToken } = await browser.ask('session.refresh')
  expect(browser.cookies.get(COOKIE)).not.toBe(first)
  browser.token = accessToken
  await browser.ask('account.read')
})

test('two tabs with one cookie get the same next cookie within ten seconds', async () => {
  await using world = await httpWorld()
  const browser = await world.signIn(await world.staff(await world.centre(), 'nurse'))
  const tab = world.client()
  tab.cookies.set(COOKIE, browser.cookies.get(COOKIE) ?? '')
  const [one, two] = await Promise.all([browser.ask('session.refresh'), tab.ask('session.refresh')])
  expect(one.account.staffId).toBe(two.account.staffId)
  expect(tab.cookies.get(COOKIE)).toBe(browser.cookies.get(COOKIE))
  await tab.ask('session.refresh')
})

test.each([
  ['the token before the current one', 1],
  ['a much older token', 3],
])('%s, used again later, ends the sign-in for everybody who holds it', async (_, rotations) => {
  await using world = await httpWorld()
  const browser = await world.signIn(await world.staff(await world.centre(), 'nurse'))
  const thief = world.client()
  thief.cookies.set(COOKIE, browser.cookies.get(COOKIE) ?? '')
  for (let i = 0; i < rotations; i++) {
    await browser.ask('session.refresh')
    world.clock.pass(11 * SECOND)
  }
  await expect(thief.ask('session.refresh')).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(browser.ask('session.refresh')).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(browser.ask('account.read')).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(await world.audited()).toEqual(['session.started', 'session.reused'])
  expect(world.told).toContainEqual(['endLogin', expect.any(String), 'revoked'])
})

test('a sign-in ends after twelve idle hours, and after fourteen days however busy', async () => {
  await using world = await httpWorld()
  const person = await world.staff(await world.centre(), 'nurse')
  const idle = await world.signIn(person)
  const busy = await world.signIn(person)
  world.clock.pass(11 * HOUR)
  await busy.ask('session.refresh')
  world.clock.pass(2 * HOUR)
  await expect(idle.ask('session.refresh')).rejects.toMatchObject({ code: 'unauthenticated' })
  for (let hours = 13; hours < 14 * 24; hours += 11) {
    await busy.ask('session.refresh')
    world.clock.pass(11 * HOUR)
  }
  await expect(busy.ask('session.refresh')).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('an access token lives five minutes', async () => {
  await using world = await httpWorld()
  const browser = await world.signIn(await world.staff(await world.centre(), 'nurse'))
  world.clock.pass(299 * SECOND)
  await browser.ask('account.read')
  world.clock.pass(2 * SECOND)
  await expect(browser.ask('account.read')).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('the refresh cookie is out of reach of scripts, other sites and other paths', async () => {
  await using world = await httpWorld({ config: { publicUrl: 'https://consilium.example' } })
  const { email, password } = await world.staff(await world.centre(), 'nurse')
  const response = await world.client().send('session.start', { body: { email, password } })
  const [cookie = ''] = response.headers.getSetCookie()
  expect(cookie).toMatch(/^__Secure-consilium-refresh=/)
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/api/v1/session'])
    expect(cookie.split('; ')).toContain(attribute)
})

test("signing out with somebody else's cookie, or none, closes nothing", async () => {
  await using world = await httpWorld()
  const visitor = world.client()
  await visitor.ask('session.end')
  visitor.cookies.set(COOKIE, `${randomUUID()}.${'x'.repeat(43)}.${'x'.repeat(43)}`)
  await visitor.ask('session.end')
  visitor.cookies.set(COOKIE, 'nonsense')
  await visitor.ask('session.end')
  expect(world.told).toEqual([])
})

test.each(['session.end', 'session.refresh'] as const)(
  "%s with a sign-in's id and a made-up token ends nothing",
  async (route) => {
    await using world = await httpWorld()
    const browser = await world.signIn(await world.staff(await world.centre(), 'nurse'))
    const [id, token, proof] = browser.cookies.get(COOKIE)?.split('.') ?? []
    const madeUp = 'x'.repeat(43)
    for (const forged of [
      `${id}.${madeUp}.${madeUp}`,
      `${id}.${madeUp}.${proof}`,
      `${id}.${token}`,
    ]) {
      const stranger = world.client()
      stranger.cookies.set(COOKIE, forged)
      await stranger.send(route)
    }
    await browser.ask('account.read')
    await browser.ask('session.refresh')
    expect(world.told).toEqual([])
    expect(await world.audited()).toEqual(['session.started'])
  },
)
