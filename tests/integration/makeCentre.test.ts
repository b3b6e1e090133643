import { expect, test } from 'vitest'
import { makeCentre } from '../../server/staff/makeCentre.ts'
import { httpWorld } from './httpWorld.ts'

test('the first administrator sets a password by the link that was printed, and must add a second factor', async () => {
  await using world = await httpWorld()
  const { db, audit } = world
  const publicUrl = 'https://consilium.example'
  const email = 'weber@example.org'
  const link = await makeCentre(
    { db, audit, now: () => world.clock.now, publicUrl },
    { centre: 'Lindenhof', zone: 'Europe/Berlin', administrator: 'Dr Weber', email },
  )
  expect(link).toMatch(/^https:\/\/consilium\.example\/welcome#/)
  const token = link.split('#')[1] ?? ''
  const password = 'a password that is long'
  const browser = world.client()
  await browser.ask('enrolment.accept', { body: { token, name: 'Dr Weber', password } })
  const { account } = await browser.ask('session.start', { body: { email, password } })
  expect(account).toMatchObject({ roles: ['administrator'], mustAddSecondFactor: true })
  expect(await world.audited()).toContain('centre.made')
})
