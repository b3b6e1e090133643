import { test as base, expect, type Browser, type Page } from '@playwright/test'
import { consilium, type Consilium, type Welcome } from './consilium.ts'
import { watchConnections } from './received.ts'

/** Each test has a server of its own, with the demo centre. */
export const test = base.extend<{ server: Consilium }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const server = await consilium()
      await use(server)
      await server.dispose()
    },
    { timeout: 90_000 },
  ],
})

export { expect }

/** What people allow; Chromium with a window gives the second unasked. */
const PERMISSIONS = ['notifications', 'screen-wake-lock']

const PHONE = { width: 390, height: 844 }

/** A person's own browser: nothing shared with anybody else's. Every page error fails the test. */
export async function person(
  browser: Browser,
  viewport = { width: 1280, height: 800 },
): Promise<Page> {
  const context = await browser.newContext({ viewport, permissions: PERMISSIONS })
  const page = await context.newPage()
  await watchConnections(page)
  page.on('pageerror', (error) => {
    throw error
  })
  return page
}

/** What is done to a page before it loads anything. */
type Prepare = (page: Page) => Promise<unknown>

/** The clinician signs in and sees the day. */
export async function clinician(
  browser: Browser,
  welcome: Welcome,
  prepare: Prepare = async () => undefined,
): Promise<Page> {
  const page = await person(browser)
  await prepare(page)
  await page.goto(welcome.address)
  await page.getByLabel('E-mail').fill(welcome.email)
  await page.getByLabel('Password', { exact: true }).fill(welcome.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  return page
}

/** The patient opens the link, types the code, and sees themselves. */
export async function patient(
  browser: Browser,
  { patientLink, patientCode }: Pick<Welcome, 'patientLink' | 'patientCode'>,
  prepare: Prepare = async () => undefined,
): Promise<Page> {
  const page = await person(browser, PHONE)
  await prepare(page)
  await page.goto(patientLink)
  await page.getByLabel('Code with 6 digits').fill(patientCode)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('button', { name: 'Go to the waiting room' })).toBeVisible()
  return page
}

export async function startVisit(doctor: Page): Promise<void> {
  await doctor.getByRole('link', { name: /^(Start|Join) the consult$/ }).click()
  await doctor.getByRole('button', { name: 'Join the consult' }).click()
  await expect(doctor.getByRole('button', { name: 'Mute', exact: true })).toBeVisible()
}

export async function goToWaitingRoom(guest: Page): Promise<void> {
  await guest.getByRole('button', { name: 'Go to the waiting room' }).click()
  await expect(guest.getByRole('heading', { name: 'You are in the waiting room' })).toBeVisible()
}

/** How the clinician and the patient come to the visit. */
export interface Prepared {
  readonly doctor?: Prepare
  readonly guest?: Prepare
}

/** A clinician and a patient, together in the room. */
export async function together(
  browser: Browser,
  server: Welcome,
  prepared: Prepared = {},
): Promise<{ doctor: Page; guest: Page }> {
  const doctor = await clinician(browser, server, prepared.doctor)
  const guest = await patient(browser, server, prepared.guest)
  await goToWaitingRoom(guest)
  await startVisit(doctor)
  await doctor.getByRole('button', { name: 'Let in' }).click()
  await expect(guest.getByRole('button', { name: 'Leave' })).toBeVisible()
  return { doctor, guest }
}

/** After each test: with their cameras on, people would slow down the next one. */
export async function goHome({ browser }: { readonly browser: Browser }): Promise<void> {
  for (const context of browser.contexts()) await context.close()
}

/** A colleague's device that the host's browser has never seen comes in when a person says so. */
export async function letIn(host: Page, name: string): Promise<void> {
  await expect(host.getByText(`${name} (Clinician) is here, on a device`)).toBeVisible()
  await host.getByRole('button', { name: 'Let in' }).click()
}
