import { type Browser, type Page } from '@playwright/test'
import type { Welcome } from './consilium.ts'
import { clinician, expect, goToWaitingRoom, patient, startVisit, test } from './people.ts'
import { breakSocket, expectToSeeAndHear, received, socketsOpened } from './received.ts'

/** A clinician and a patient, together in the room. */
async function together(browser: Browser, server: Welcome): Promise<{ doctor: Page; guest: Page }> {
  const doctor = await clinician(browser, server)
  const guest = await patient(browser, server)
  await goToWaitingRoom(guest)
  await startVisit(doctor)
  await doctor.getByRole('button', { name: 'Let in' }).click()
  await expect(guest.getByRole('button', { name: 'Leave' })).toBeVisible()
  return { doctor, guest }
}

test.afterEach(async ({ browser }) => {
  for (const context of browser.contexts()) await context.close()
})

test('a colleague joins as the third, and all three see and hear each other', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server)
  const colleague = await clinician(browser, { ...server, email: 'jonas.brandt@lindenhof.example' })
  await startVisit(colleague)
  for (const page of [doctor, guest, colleague]) {
    await expect(page.getByRole('figure')).toHaveCount(3)
    await expectToSeeAndHear(page)
  }
})

test('a lost socket changes nothing: pictures go on, the place is taken again, muted stays muted', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server)
  await guest.getByRole('button', { name: 'Mute' }).click()
  await expect(guest.getByRole('button', { name: 'Unmute' })).toBeVisible()
  const before = await received(guest)
  const opened = await socketsOpened(guest)
  await breakSocket(guest)
  await expect.poll(() => socketsOpened(guest)).toBeGreaterThan(opened)
  await expect
    .poll(async () => (await received(guest)).framesDecoded)
    .toBeGreaterThan(before.framesDecoded + 10)
  await expect(guest.getByRole('button', { name: 'Unmute' })).toBeVisible()
  await expect(doctor.getByText('is in the waiting room')).toBeHidden()
  await expect(doctor.getByRole('figure')).toHaveCount(2)
  await expectToSeeAndHear(guest)
})

test('a guest who reloads comes back without asking again', async ({ browser, server }) => {
  const { doctor, guest } = await together(browser, server)
  await guest.reload()
  await guest.getByRole('button', { name: /Go to the waiting room|Join|Go back/ }).click()
  await expect(guest.getByRole('button', { name: 'Leave' })).toBeVisible()
  await expectToSeeAndHear(guest)
  await expectToSeeAndHear(doctor)
})

test('a host mutes a guest at the server, and only the guest unmutes', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server)
  await expect(guest.getByRole('button', { name: 'Mute', exact: true })).toBeVisible()
  await doctor.getByRole('button', { name: /^People/ }).click()
  await doctor.getByRole('button', { name: 'Actions for Maria Keller' }).click()
  await doctor.getByRole('menuitem', { name: 'Mute' }).click()
  await expect(guest.getByRole('button', { name: 'Unmute' })).toBeVisible()
  await guest.getByRole('button', { name: 'Unmute' }).click()
  await expect(guest.getByRole('button', { name: 'Mute', exact: true })).toBeVisible()
  await expectToSeeAndHear(doctor)
})

test('a removed guest is told so, and the link opens nothing any more', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server)
  await doctor.getByRole('button', { name: /^People/ }).click()
  await doctor.getByRole('button', { name: 'Actions for Maria Keller' }).click()
  await doctor.getByRole('menuitem', { name: 'Take out of the room' }).click()
  await doctor.getByRole('button', { name: 'Take out', exact: true }).click()
  await expect(guest.getByRole('button', { name: 'Leave' })).toBeHidden()
  await expect(guest.getByRole('heading')).toBeVisible()
  await guest.goto(server.patientLink)
  await expect(guest.getByRole('button', { name: 'Go to the waiting room' })).toBeHidden()
})
