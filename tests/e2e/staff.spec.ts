import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { TOTP } from 'otpauth'
import { clinician, expect, person, test } from './people.ts'

const PASSWORD = 'a quiet garden in spring'

/** Fills the form of a new visit, tomorrow at ten, and saves it. */
async function planVisit(page: Page, patientName: string): Promise<void> {
  await page.getByRole('link', { name: 'New consult' }).click()
  const main = page.getByRole('main')
  await main.getByLabel('Name', { exact: true }).fill(patientName)
  await main.getByLabel('Born on').fill('1944-02-29')
  await main.getByLabel('Phone').fill('+49 30 5550199')
  await main.getByLabel('Title').fill('First talk')
  await main.getByLabel('Day').fill(tomorrow())
  await main.getByLabel('Time', { exact: true }).fill('10:00')
  await main.getByLabel('Add a colleague').selectOption('Mira Novak')
  await page.getByRole('button', { name: 'Plan the consult' }).click()
  await expect(page.getByRole('heading', { name: patientName, level: 1 })).toBeVisible()
}

function tomorrow(): string {
  const berlin = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone: 'Europe/Berlin' })
  return berlin.format(Date.now() + 24 * 3_600_000)
}

const invitation = (page: Page, name: string) => page.getByRole('region', { name, exact: true })
const codeOf = (page: Page, name: string) => invitation(page, name).getByText(/^\d{3} \d{3}$/)

async function chooseFromMenu(page: Page, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('a planned visit has a link and a code to give away, which can be renewed and taken back', async ({
  browser,
  server,
}) => {
  const page = await clinician(browser, server)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await planVisit(page, 'Rosa Lindgren')
  await expect(page.getByText(/^tomorrow, 10:00/i)).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open the room' })).toBeVisible()
  await expect(page.getByText('Mira Novak')).toBeVisible()

  await page.getByRole('button', { name: 'Copy the link' }).click()
  await expect(page.getByText('The link is copied.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toMatch(new RegExp(`^${server.address}/visit#[\\w-]{43}\\.[\\w-]{43}$`))
  const code = await codeOf(page, 'Rosa Lindgren').textContent()

  await chooseFromMenu(page, 'More about the invitation of Rosa', 'Make a new link and code')
  await page.getByRole('button', { name: 'Make new ones' }).click()
  await expect(codeOf(page, 'Rosa Lindgren')).not.toHaveText(code ?? '')
  await expect(page.getByText(link)).toBeHidden()

  await chooseFromMenu(page, 'More about the invitation of Rosa', 'Take the invitation back')
  await page.getByRole('button', { name: 'Take it back' }).click()
  await expect(invitation(page, 'Rosa Lindgren').getByText('was taken back')).toBeVisible()
  await expect(codeOf(page, 'Rosa Lindgren')).toBeHidden()
  await expect(page.getByText('can no longer come in')).toBeVisible()
  await expect(page.getByText('has a new link and code')).toBeHidden()
})

test('an interpreter gets an invitation of their own, as a QR code too', async ({
  browser,
  server,
}) => {
  const page = await clinician(browser, server)
  await planVisit(page, 'Ilse Haas')
  await page.getByRole('button', { name: 'Invite somebody else' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Olena Bondar')
  await dialog.getByLabel('Who this is').selectOption('Interpreter')
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  await expect(codeOf(page, 'Olena Bondar')).toBeVisible()
  await chooseFromMenu(page, 'More about the invitation of Olena', 'Show as a QR code')
  await expect(page.getByRole('img', { name: 'QR code of the link of Olena Bondar' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('being late is one click, and one to take it back', async ({ browser, server }) => {
  const page = await clinician(browser, server)
  await page.getByRole('button', { name: "I'm late" }).click()
  await expect(page.getByText('10 minutes late', { exact: true }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Taken back')).toBeVisible()
  await expect(page.getByText('10 minutes late', { exact: true })).toHaveCount(0)
})

test('a visit can be changed, kept as a calendar file, and cancelled', async ({
  browser,
  server,
}) => {
  const page = await clinician(browser, server)
  await planVisit(page, 'Otto Brandl')
  await page.getByRole('link', { name: 'Change' }).click()
  await page.getByLabel('Time', { exact: true }).fill('11:30')
  await page.getByRole('button', { name: 'Save the changes' }).click()
  await expect(page.getByText(/^tomorrow, 11:30/i)).toBeVisible()

  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Calendar file' }).click()
  expect((await file).suggestedFilename()).toBe('visit.ics')

  await chooseFromMenu(page, 'More about the consult', 'Cancel the consult')
  await page.getByRole('button', { name: 'Cancel the consult' }).click()
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('heading', { name: 'Tomorrow' })).toBeVisible()
  const row = page.getByRole('listitem').filter({ hasText: 'Otto Brandl' })
  await expect(row.getByText('Cancelled')).toBeVisible()
})

test('what was typed stays when saving fails', async ({ browser, server }) => {
  const page = await clinician(browser, server)
  await page.goto(`${server.address}/consults/new`)
  await page.getByLabel('Title').fill('Results')
  await page.getByLabel('Name', { exact: true }).fill('Karl Ott')
  await page.getByLabel('Born on').fill('1950-01-01')
  await page.getByLabel('Phone').fill('+49 30 1234')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Plan the consult' }).click()
  await expect(page.getByRole('alert')).toContainText('Check your internet connection')
  await expect(page.getByLabel('Title')).toHaveValue('Results')
  await page.context().setOffline(false)
  await page.getByRole('button', { name: 'Plan the consult' }).click()
  await expect(page.getByRole('heading', { name: 'Karl Ott', level: 1 })).toBeVisible()
})

/** The administrator invites a colleague, who opens the link in a browser of their own and sets a password. */
async function colleague(browser: Browser, admin: Page, name: string, email: string) {
  await admin.getByRole('link', { name: 'Administration' }).click()
  await admin.getByRole('button', { name: 'Invite a colleague' }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('E-mail').fill(email)
  await dialog.getByRole('button', { name: 'Invite' }).click()
  const link = await dialog.getByText('/welcome#').textContent()
  await dialog.getByRole('button', { name: 'Done' }).click()

  const page = await person(browser)
  await page.goto(link ?? '')
  await expect(page.getByLabel('Your name')).toHaveValue(name)
  expect(page.url()).toMatch(/\/welcome$/)
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Save and sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  return page
}

test('a colleague is invited, sets a password, and is out at once when the account ends', async ({
  browser,
  server,
}) => {
  const admin = await clinician(browser, server)
  const eva = await colleague(browser, admin, 'Dr Eva Blum', 'eva.blum@lindenhof.example')
  await chooseFromMenu(admin, 'Change the account of Dr Eva Blum', 'End the account')
  await admin.getByRole('button', { name: 'End the account' }).click()
  await expect(admin.getByText('The account of Dr Eva Blum has ended.')).toBeVisible()
  await eva.keyboard.press('ArrowRight')
  await expect(eva.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('with a second factor the password is not enough, until an administrator takes a lost one away', async ({
  browser,
  server,
}) => {
  const email = 'tom.reed@lindenhof.example'
  const admin = await clinician(browser, server)
  const tom = await colleague(browser, admin, 'Tom Reed', email)
  await chooseFromMenu(tom, 'Tom Reed', 'My account')
  await tom.getByRole('button', { name: 'Set up the app' }).click()
  const secret = await tom.getByText(/^([A-Z2-7]{4} ?){8}$/).textContent()
  const app = new TOTP({ secret: (secret ?? '').replaceAll(' ', '') })
  await tom.getByLabel('Type the code').fill(app.generate())
  await tom.getByRole('button', { name: 'Confirm the code' }).click()
  await expect(tom.getByText('In use')).toBeVisible()
  await chooseFromMenu(tom, 'Tom Reed', 'Sign out')

  await tom.getByLabel('E-mail').fill(email)
  await tom.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await tom.getByRole('button', { name: 'Sign in' }).click()
  await tom.getByLabel('Code').fill('000 000')
  await tom.getByRole('button', { name: 'Sign in' }).click()
  await expect(tom.getByRole('alert')).toBeVisible()
  // A code works once, and the server takes that of the next half minute too.
  await tom.getByLabel('Code').fill(app.generate({ timestamp: Date.now() + 30_000 }))
  await tom.getByRole('button', { name: 'Sign in' }).click()
  await expect(tom.getByRole('heading', { name: 'Today' })).toBeVisible()

  await admin.reload()
  await chooseFromMenu(admin, 'Change the account of Tom Reed', 'Reset the second factor')
  await admin.getByRole('button', { name: 'Reset it' }).click()
  await expect(admin.getByText('Tom Reed signs in with the password only')).toBeVisible()
  await tom.keyboard.press('ArrowRight')
  await expect(tom.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('a reload keeps the sign-in, and signing out in one tab clears the other', async ({
  browser,
  server,
}) => {
  const page = await clinician(browser, server)
  const other = await page.context().newPage()
  await other.goto(server.address)
  await expect(other.getByRole('heading', { name: 'Today' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  await chooseFromMenu(page, 'Dr Anna Weber', 'Sign out')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(other.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(other.getByText('Maria Keller')).toHaveCount(0)
})

test('the pages of staff can be used by everybody, in a narrow window too, light and dark', async ({
  browser,
  server,
}) => {
  test.slow()
  const page = await clinician(browser, server)
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  await page.setViewportSize({ width: 320, height: 640 })
  const consult = await page.getByRole('listitem').getByRole('link').first().getAttribute('href')
  const paths = ['/', `${consult}`, '/consults/new', '/account', '/nowhere']
  const parts = ['staff', 'centre', 'data'].map((part) => `/administration?part=${part}`)
  for (const path of [...paths, ...parts]) {
    await page.goto(server.address + path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByText(/^(Reading|Opening|Looking)/)).toHaveCount(0)
    const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(tooWide, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes[0]?.html}`)).toEqual([])
    }
  }
  expect(refused).toEqual([])
})
