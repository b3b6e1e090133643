import puppeteer, { type Browser } from 'puppeteer-core'
import { expect, test as base } from './people.ts'
import { inPuppeteer } from './inPuppeteer.ts'

/** Playwright keeps every tab visible; here a tab that is not in front is as hidden and as slowed as at home. */
const test = base.extend<{ readonly tabs: Browser }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
  tabs: async ({}, use) => {
    const browser = await puppeteer.launch({
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--lang=en-GB',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream=fps=10',
      ],
      ignoreDefaultArgs: [
        '--disable-background-timer-throttling',
        '--disable-backgrounding-occluded-windows',
        '--disable-renderer-backgrounding',
      ],
    })
    await use(browser)
    await browser.close()
  },
})

test('a clinician in another tab hears, reads and sees in the title that somebody waits', async ({
  tabs,
  server,
}) => {
  const doctor = await inPuppeteer(tabs, [keepWhatIsTold])
  await doctor.page.browserContext().overridePermissions(server.address, ['notifications'])
  await doctor.open(server.address)
  await doctor.type('E-mail', server.email)
  await doctor.type('Password', server.password)
  await doctor.press('Sign in')
  await doctor.press('Start the consult')
  await doctor.press('Join the consult')
  await doctor.sees('Nobody else is here')
  const title = await doctor.page.title()
  const other = await doctor.page.browserContext().newPage()
  await other.bringToFront()
  await expect.poll(() => doctor.page.evaluate(() => document.hidden)).toBe(true)
  expect(await told()).toEqual({ players: 0, notes: 0, notifications: [] })

  const guest = await inPuppeteer(tabs)
  await guest.open(server.patientLink)
  await guest.type('Code with 6 digits', server.patientCode)
  await guest.press('Continue')
  await guest.press('Go to the waiting room')
  await expect.poll(told).toEqual({
    players: 1,
    notes: 2,
    notifications: ['Consilium: Somebody is in the waiting room'],
  })
  await expect.poll(() => doctor.page.title()).toBe('● Somebody is in the waiting room')

  await doctor.page.bringToFront()
  await expect.poll(() => doctor.page.title()).toBe(title)
  await doctor.press('Let in')
  await guest.sees('Stop camera')
  expect(await told()).toMatchObject({ notes: 2 })

  function told(): Promise<unknown> {
    return doctor.page.evaluate(() => (window as unknown as { told: unknown }).told)
  }
})

/** Runs in the page: counts the notes that were played to their end, and keeps what notifications said. */
function keepWhatIsTold(): void {
  const told = { players: 0, notes: 0, notifications: [] as string[] }
  Object.assign(window, { told })
  // oxlint-disable-next-line typescript/unbound-method -- called on its own element below
  const play = HTMLMediaElement.prototype.play
  HTMLMediaElement.prototype.play = async function (): Promise<void> {
    await play.call(this)
    // The element that carries the notes is in no document.
    if (!this.isConnected) told.players += 1
  }
  // oxlint-disable-next-line typescript/unbound-method -- called on its own element below
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (at): void {
    this.addEventListener('ended', () => (told.notes += 1))
    start.call(this, at)
  }
  const Original = Notification
  const watched = class extends Original {
    constructor(title: string, options?: NotificationOptions) {
      super(title, options)
      told.notifications.push(`${title}: ${options?.body}`)
    }
  }
  Object.assign(window, { Notification: watched })
}
