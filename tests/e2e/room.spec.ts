import type { Page } from '@playwright/test'
import { clinician, letIn, expect, goHome, startVisit, test, together } from './people.ts'
import { breakSocket, expectToSeeAndHear, received, socketsOpened } from './received.ts'

test.afterEach(goHome)

test('a colleague joins as the third, and all three see and hear each other', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server)
  const colleague = await clinician(browser, { ...server, email: 'jonas.brandt@lindenhof.example' })
  await startVisit(colleague)
  await letIn(doctor, 'Dr Jonas Brandt')
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

test('the screen stays on while somebody waits or talks, and no longer', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server, {
    doctor: (page) => page.addInitScript(countWakeLocks),
    guest: (page) => page.addInitScript(countWakeLocks),
  })
  const wakeLocks = (page: Page): Promise<number> =>
    page.evaluate(() => (window as unknown as { wakeLocks: Set<unknown> }).wakeLocks.size)
  for (const page of [doctor, guest]) {
    await expect.poll(() => wakeLocks(page)).toBe(1)
    await page.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
    await expect(page.getByRole('heading', { name: /^You have left/ })).toBeVisible()
    await expect.poll(() => wakeLocks(page)).toBe(0)
  }
})

test('on a phone nothing lies on what is written, and a raised hand is seen by who raised it', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server)
  await doctor.getByRole('button', { name: 'Chat' }).click()
  await say(doctor, 'Can you hear me?')
  const news = guest.getByText('wrote: Can you hear me?')
  await expect(news).toBeVisible()
  await guest.getByRole('button', { name: 'More (1)' }).click()
  await guest.getByRole('menuitem', { name: 'Chat (1)' }).click()
  await expect(news).toBeHidden()
  await doctor.getByRole('button', { name: 'Raise hand' }).click()
  await say(guest, 'Very well')
  await expect(doctor.getByRole('log').getByText('Very well')).toBeVisible()
  await expect(guest.getByText('raised a hand')).toHaveCount(0)
  await guest.keyboard.press('Escape')

  await guest.getByRole('button', { name: 'More' }).click()
  await guest.getByRole('menuitem', { name: 'Raise hand' }).click()
  await expect(guest.getByText('Your hand is raised')).toBeVisible()
  await expect(doctor.getByText('Hand raised').first()).toBeVisible()
  await guest.getByRole('button', { name: 'Lower hand' }).click()
  await expect(guest.getByText('Your hand is raised')).toBeHidden()
})

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
}

/** Runs in the page: keeps the locks that are held. */
function countWakeLocks(): void {
  const held = new Set<WakeLockSentinel>()
  Object.assign(window, { wakeLocks: held })
  const { wakeLock } = navigator
  const request = wakeLock.request.bind(wakeLock)
  wakeLock.request = async (type) => {
    const lock = await request(type)
    held.add(lock)
    lock.addEventListener('release', () => held.delete(lock))
    return lock
  }
}
