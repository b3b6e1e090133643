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

const PHONE = { width: 390, height: 844 }

/** A person's own browser: nothing shared with anybody else's. Every page error fails the test. */
export async function person(
  browser: Browser,
  viewport = { width: 1280, height: 800 },
): Promise<Page> {
  const context = await browser.newContext({ viewport, permissions: ['notifications'] })
  const page = await context.newPage()
  await watchConnections(page)
  page.on('pageerror', (error) => {
    throw error
  })
  return page
}

/** What is done to a page before it loads anything. */
type Prepare = (page: Page) => Promise<void>

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
  await doctor.getByRole('link', { name: /^(Start|Join) the visit$/ }).click()
  await doctor.getByRole('button', { name: 'Join the consult' }).click()
  await expect(doctor.getByRole('button', { name: 'Mute', exact: true })).toBeVisible()
}

export async function goToWaitingRoom(guest: Page): Promise<void> {
  await guest.getByRole('button', { name: 'Go to the waiting room' }).click()
  await expect(guest.getByRole('heading', { name: 'You are in the waiting room' })).toBeVisible()
}
