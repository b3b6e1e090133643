import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { httpWorld, type HttpWorld } from './httpWorld.ts'

const STEP_MS = 30_000

/** An authenticator app. */
function codeOf(world: HttpWorld, secret: string): string {
  const timestamp = world.clock.now.getTime()
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
}

async function withSecondFactor(world: HttpWorld) {
  const person = await world.staff(await world.centre(), 'clinician')
  const browser = await world.signIn(person)
  const { secret } = await browser.ask('account.offerSecondFactor')
  await browser.ask('account.confirmSecondFactor', { body: { code: codeOf(world, secret) } })
  world.clock.pass(STEP_MS)
  return { person, browser, secret }
}

test('a second factor is in force once a code from it was given, and asked for from then on', async () => {
  await using world = await httpWorld()
  const { person, secret } = await withSecondFactor(world)
  await expect(world.signIn(person)).rejects.toMatchObject({ code: 'second_factor_required' })
  await expect(world.signIn(person, '000000')).rejects.toMatchObject({ code: 'unauthenticated' })
  const browser = await world.signIn(person, codeOf(world, secret))
  expect(await browser.ask('account.read')).toMatchObject({ secondFactor: true })
})

test('a secret that was offered and not confirmed is not asked for', async () => {
  await using world = await httpWorld()
  const person = await world.staff(await world.centre(), 'clinician')
  const browser = await world.signIn(person)
  const { uri } = await browser.ask('account.offerSecondFactor')
  expect(uri).toMatch(/^otpauth:\/\/totp\//)
  await expect(
    browser.ask('account.confirmSecondFactor', { body: { code: '000000' } }),
  ).rejects.toMatchObject({ code: 'bad_request' })
  await world.signIn(person)
})

test('of eight sign-ins with one code at once, one gets in', async () => {
  await using world = await httpWorld()
  const { person, secret } = await withSecondFactor(world)
  const code = codeOf(world, secret)
  const tries = await Promise.allSettled(
    Array.from({ length: 8 }, () => world.signIn(person, code)),
  )
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test.each([
  ['one step early', 1, true],
  ['one step late', -1, true],
  ['two steps late', -2, false],
])('a code %s (%i) is taken: %s', async (_, steps, taken) => {
  await using world = await httpWorld()
  const { person, secret } = await withSecondFactor(world)
  world.clock.pass(5 * STEP_MS)
  const timestamp = world.clock.now.getTime() + steps * STEP_MS
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
  const [outcome] = await Promise.allSettled([world.signIn(person, code)])
  expect(outcome?.status === 'fulfilled').toBe(taken)
})

test('knowing the password gives no more than ten tries at the code', async () => {
  await using world = await httpWorld()
  const { person, secret } = await withSecondFactor(world)
  const outcomes = []
  for (let i = 0; i < 6; i++)
    for (const code of [undefined, '000000']) {
      const [outcome] = await Promise.allSettled([world.signIn(person, code)])
      outcomes.push(outcome?.status === 'rejected' ? outcome.reason : undefined)
    }
  expect(outcomes.at(-1)).toMatchObject({ code: 'too_many_requests' })
  await expect(world.signIn(person, codeOf(world, secret))).rejects.toMatchObject({
    code: 'too_many_requests',
  })
})

test('an open session cannot replace a second factor', async () => {
  await using world = await httpWorld()
  const { browser } = await withSecondFactor(world)
  await expect(browser.ask('account.offerSecondFactor')).rejects.toMatchObject({ code: 'conflict' })
})

test('the secret of a second factor is in no table in clear', async () => {
  await using world = await httpWorld()
  const { person, secret } = await withSecondFactor(world)
  const { totp_secret_sealed: sealed } = await world.db
    .selectFrom('staff')
    .where('id', '=', person.staffId)
    .select('totp_secret_sealed')
    .executeTakeFirstOrThrow()
  expect(sealed?.length).toBeGreaterThan(secret.length)
  expect(sealed?.toString('latin1')).not.toContain(secret)
})

test('where the centre requires a second factor, nothing but the own account works until it is there', async () => {
  await using world = await httpWorld()
  const person = await world.staff(await world.centre(), 'clinician', 'administrator')
  const browser = await world.signIn(person)
  await browser.ask('centre.change', { body: { secondFactorRequired: true } })
  for (const name of ['centre.read', 'colleagues.list', 'staff.list'] as const)
    await expect(browser.ask(name)).rejects.toMatchObject({ code: 'second_factor_required' })
  expect(await browser.ask('account.read')).toMatchObject({ mustAddSecondFactor: true })

  const { secret } = await browser.ask('account.offerSecondFactor')
  await browser.ask('account.confirmSecondFactor', { body: { code: codeOf(world, secret) } })
  await browser.ask('centre.read')
})

test('a new password ends every other session, and the old password', async () => {
  await using world = await httpWorld()
  const person = await world.staff(await world.centre(), 'clinician')
  const [here, elsewhere] = [await world.signIn(person), await world.signIn(person)]
  const next = 'a quite different sentence'
  await expect(
    here.ask('account.setPassword', { body: { current: 'wrong', next } }),
  ).rejects.toMatchObject({ code: 'forbidden' })
  await here.ask('account.setPassword', { body: { current: person.password, next } })

  await here.ask('account.read')
  await expect(elsewhere.ask('account.read')).rejects.toMatchObject({ code: 'unauthenticated' })
  await expect(world.signIn(person)).rejects.toMatchObject({ code: 'unauthenticated' })
  await world.signIn({ ...person, password: next })
})

test('a password is the same however its letters are composed', async () => {
  await using world = await httpWorld()
  const person = await world.staff(await world.centre(), 'clinician')
  const browser = await world.signIn(person)
  const next = 'Für Frau Nuñez, morgen'
  await browser.ask('account.setPassword', { body: { current: person.password, next } })
  const other = await world.signIn({ ...person, password: next.normalize('NFD') })
  expect(other.token).toBeDefined()
})
