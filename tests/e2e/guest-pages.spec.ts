import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import {
  clinician,
  expect,
  goHome,
  goToWaitingRoom,
  patient,
  person,
  startVisit,
  test,
  together,
} from './people.ts'

const PHONE = { width: 390, height: 844 }

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([])
}

test.afterEach(goHome)

test('a wrong code is told kindly, the secret leaves the address, and a reload needs no code', async ({
  browser,
  server,
}) => {
  const guest = await person(browser, PHONE)
  await guest.goto(server.patientLink)
  const code = guest.getByLabel('Code with 6 digits')
  await expect(code).toBeVisible()
  expect(guest.url()).toBe(`${server.address}/visit`)
  await expectAccessible(guest)
  await code.fill(server.patientCode === '000000' ? '111111' : '000000')
  await guest.getByRole('button', { name: 'Continue' }).click()
  await expect(guest.getByRole('alert')).toContainText('This code does not fit the link')
  await code.fill(`${server.patientCode.slice(0, 3)} ${server.patientCode.slice(3)}`)
  await guest.getByRole('button', { name: 'Continue' }).click()
  await expect(guest.getByText('Your camera works')).toBeVisible()
  await expectAccessible(guest)

  await guest.reload()
  await expect(guest.getByRole('button', { name: 'Go to the waiting room' })).toBeVisible()
  await guest.goto(server.patientLink)
  await expect(guest.getByRole('button', { name: 'Go to the waiting room' })).toBeVisible()
})

test('who chose German reads German, and it is remembered', async ({ browser, server }) => {
  const guest = await person(browser, PHONE)
  await guest.goto(server.patientLink)
  await guest.getByLabel('Language').selectOption('Deutsch')
  await expect(guest.getByRole('heading', { name: 'Geben Sie Ihren Code ein' })).toBeVisible()
  await expect(guest.locator('html')).toHaveAttribute('lang', 'de')
  await guest.reload()
  await expect(guest.getByRole('heading', { name: 'Bitte öffnen Sie Ihren Link' })).toBeVisible()
})

test('a browser that cannot hold a call says so before it asks for the code', async ({
  browser,
  server,
}) => {
  const guest = await person(browser, PHONE)
  await guest.addInitScript(() => Reflect.deleteProperty(window, 'RTCPeerConnection'))
  await guest.goto(server.patientLink)
  await expect(guest.getByRole('heading', { name: 'cannot make video calls' })).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Copy the link' })).toBeVisible()
  await expect(guest.getByLabel('Code with 6 digits')).toBeHidden()
  await expectAccessible(guest)
})

test('without camera and microphone a guest is told how to allow them, and can come in all the same', async ({
  browser,
  server,
}) => {
  const doctor = await clinician(browser, server)
  const guest = await person(browser, PHONE)
  await guest.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
  })
  await guest.goto(server.patientLink)
  await guest.getByLabel('Code with 6 digits').fill(server.patientCode)
  await guest.getByRole('button', { name: 'Continue' }).click()
  await expect(guest.getByText('not allowed to use your camera and microphone')).toBeVisible()
  await expect(guest.getByText('Click the sign left of the address')).toBeVisible()
  await expectAccessible(guest)
  await goToWaitingRoom(guest)
  await startVisit(doctor)
  await doctor.getByRole('button', { name: 'Let in' }).click()
  await expect(guest.getByRole('button', { name: 'Microphone not allowed' })).toBeVisible()
  await expect(guest.getByRole('figure', { name: 'Dr Anna Weber' }).locator('video')).toBeVisible()
})

test('a guest keeps the date as a calendar file, in which nothing lets anybody in', async ({
  browser,
  server,
}) => {
  const guest = await patient(browser, server)
  const file = guest.waitForEvent('download')
  await guest.getByRole('button', { name: 'Save in your calendar' }).click()
  const text = await readFile(await (await file).path(), 'utf8')
  expect(text).toContain('BEGIN:VEVENT')
  for (const secret of [server.patientLink.split('#')[1] ?? '', server.patientCode, 'Keller'])
    expect(text).not.toContain(secret)
})

test('who waits learns of a delay, may go and come back, and is told when not let in', async ({
  browser,
  server,
}) => {
  const doctor = await clinician(browser, server)
  const guest = await patient(browser, server)
  await goToWaitingRoom(guest)
  await expectAccessible(guest)
  await doctor.getByRole('button', { name: "I'm late" }).click()
  await expect(guest.getByText('10 minutes late')).toBeVisible()
  await guest.getByRole('button', { name: 'Leave the waiting room' }).click()
  await expect(guest.getByRole('heading', { name: 'You have left' })).toBeVisible()
  await guest.getByRole('button', { name: 'Come back in' }).click()
  await goToWaitingRoom(guest)
  await startVisit(doctor)
  await doctor.getByRole('button', { name: 'Refuse' }).click()
  await doctor.getByRole('alertdialog').getByRole('button', { name: 'Refuse' }).click()
  await expect(guest.getByRole('heading', { name: 'You were not let in' })).toBeVisible()
  await expect(guest.getByRole('link', { name: /^Call / })).toHaveAttribute('href', /^tel:\+?\d+$/)
  await expectAccessible(guest)
})

test('a second device takes the visit over, and the first says so', async ({ browser, server }) => {
  const first = await patient(browser, server)
  await goToWaitingRoom(first)
  const second = await patient(browser, server)
  await expect(first.getByRole('heading', { name: 'Your visit goes on elsewhere' })).toBeVisible()
  await goToWaitingRoom(second)
  await first.getByRole('button', { name: 'Go on here instead' }).click()
  await expect(first.getByLabel('Code with 6 digits')).toBeVisible()
})

test('in the room everything is done by keys, words are exchanged, and letters typed are only letters', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server)
  await expect(guest.getByRole('figure', { name: 'Dr Anna Weber' })).toBeVisible()
  await expectAccessible(guest)
  await expectAccessible(doctor)

  await doctor.keyboard.press('c')
  await expect(doctor.getByRole('heading', { name: 'Chat' })).toBeFocused()
  await doctor.getByLabel('Write a message').fill('')
  await doctor.getByLabel('Write a message').pressSequentially('hmm')
  await expect(doctor.getByRole('button', { name: 'Mute', exact: true })).toBeVisible()
  await doctor.keyboard.press('Enter')
  await expect(guest.getByText('Dr Anna Weber wrote: hmm')).toBeVisible()
  await guest.getByRole('button', { name: 'More' }).click()
  await guest.getByRole('menuitem', { name: 'Chat (1)' }).click()
  await expect(guest.getByRole('log').getByText('hmm')).toBeVisible()
  await guest.getByRole('button', { name: 'Close', exact: true }).click()

  await guest.keyboard.press('h')
  await expect(doctor.getByRole('figure', { name: 'Maria Keller' })).toContainText('Hand raised')
  await guest.keyboard.press('m')
  await expect(doctor.getByRole('figure', { name: 'Maria Keller' })).toContainText('Microphone off')

  const self = guest.getByRole('button', { name: 'Your picture' })
  const before = await self.boundingBox()
  await self.press('ArrowUp')
  await expect.poll(async () => (await self.boundingBox())?.y).toBeLessThan(before?.y ?? 0)
})
