import type { Browser, BrowserContextOptions, Page } from 'playwright'
import type { Welcome } from '../e2e/consilium.ts'
import { watchConnections } from '../e2e/received.ts'
import { markJoin } from './JoinMarks.ts'
import { lengthenLine } from './LongLine.ts'

const PATIENCE_MS = 60_000
const PHONE = { width: 390, height: 844 }

export const TO_WAITING_ROOM = 'Go to the waiting room'
export const GIVE_CODE = 'Continue'

/** Somebody's own browser, so far away, with nothing in its cache. */
export async function someone(
  browser: Browser,
  roundTripMs: number,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  await watchConnections(page)
  await markJoin(page, [GIVE_CODE, TO_WAITING_ROOM])
  await lengthenLine(page, roundTripMs)
  return page
}

export function onPhone(state?: BrowserContextOptions['storageState']): BrowserContextOptions {
  return { viewport: PHONE, ...(state ? { storageState: state } : {}) }
}

export async function signIn(page: Page, welcome: Welcome, email: string): Promise<void> {
  await page.goto(welcome.address)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(welcome.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Today' }).waitFor()
}

/** Opens the preview of today's first visit; answers its address. */
export async function openVisit(staff: Page): Promise<string> {
  const start = staff.getByRole('link', { name: /^Start the consult/ })
  await start
    .or(staff.getByRole('button', { name: /^Start the consult/ }))
    .first()
    .click()
  await staff.waitForURL(/\/room$/)
  return staff.url()
}

export async function join(staff: Page): Promise<void> {
  await staff.getByRole('button', { name: 'Join the consult' }).click()
}

/** Out, so that the next round finds the room as this one did. */
export async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Leave' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Leave/ })
    .click()
  await page.getByRole('heading', { name: /left/i }).waitFor()
}
