import { expect, test } from 'vitest'
import { httpWorld, type HttpWorld } from './httpWorld.ts'

async function administered(world: HttpWorld) {
  const admin = await world.staff(await world.centre(), 'administrator')
  return { browser: await world.signIn(admin) }
}

test('the centre changes what it asked for and nothing else', async () => {
  await using world = await httpWorld()
  const { browser } = await administered(world)
  const changed = await browser.ask('centre.change', { body: { phone: '+49 30 1234' } })
  expect(changed).toEqual({
    name: 'Lindenhof',
    timeZone: 'Europe/Berlin',
    phone: '+49 30 1234',
    secondFactorRequired: false,
  })
  expect(await browser.ask('centre.change', { body: {} })).toEqual(changed)
  expect(await browser.ask('centre.change', { body: { phone: null } })).toMatchObject({
    phone: null,
  })
})

test('how long data is kept is shown, changed, and never under the minimum', async () => {
  await using world = await httpWorld()
  const { browser } = await administered(world)
  const { classes, lastRun } = await browser.ask('retention.read')
  expect(lastRun).toBeNull()
  expect(classes).toContainEqual({ of: 'audit', days: 3650, defaultDays: 3650, minimumDays: 365 })
  await browser.ask('retention.change', { body: { of: 'audit', days: 400 } })
  await expect(
    browser.ask('retention.change', { body: { of: 'audit', days: 364 } }),
  ).rejects.toMatchObject({ code: 'bad_request' })
  const after = await browser.ask('retention.read')
  expect(after.classes.find(({ of }) => of === 'audit')?.days).toBe(400)
  expect(after.classes.find(({ of }) => of === 'invites')?.days).toBe(30)
})
