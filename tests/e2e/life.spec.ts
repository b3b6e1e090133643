import type { Browser, Page } from '@playwright/test'
import { HttpClient } from '../integration/HttpClient.ts'
import type { Consilium } from './consilium.ts'
import { clinician, expect, goHome, goToWaitingRoom, letIn, patient } from './people.ts'
import { startVisit, test, together } from './people.ts'
import { breakSocket, expectToSeeAndHear, socketsOpened } from './received.ts'
import { Wire } from './Wire.ts'

test.afterEach(goHome)

const COLLEAGUE = { email: 'jonas.brandt@lindenhof.example' }

test('a lost socket, and a commit whose answer is lost, change nothing for those inside', async ({
  browser,
  server,
}) => {
  let wire: Wire | undefined
  const { doctor, guest } = await together(browser, server, {
    doctor: async (page) => {
      wire = new Wire(page)
      await page.addInitScript(loseAnswers)
    },
  })
  await expectToSeeAndHear(guest)
  const before = wire?.group
  for (const page of [guest, doctor]) {
    const opened = await socketsOpened(page)
    await breakSocket(page)
    await expect.poll(() => socketsOpened(page)).toBeGreaterThan(opened)
    await expectToSeeAndHear(page)
  }
  expect(wire?.group).toMatchObject({ groupId: before?.groupId, epoch: before?.epoch })

  // Taken by the server, and the host's device does not hear of it; then not even that.
  for (const lost of ['answer', 'commit'] as const) {
    await doctor.evaluate((what) => Object.assign(window, { toLose: what }), lost)
    await reload(guest)
    await expectToSeeAndHear(guest)
    await expectToSeeAndHear(doctor)
    expect(await doctor.evaluate(() => 'toLose' in window)).toBe(false)
  }
  expect(wire?.group?.groupId).toBe(before?.groupId)
})

test('a guest who reloads, and the only host who does, or who leaves and is back: the visit goes on without a question', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server)
  await reload(guest)
  await expectToSeeAndHear(doctor)
  await doctor.reload()
  await doctor.getByRole('button', { name: 'Join the consult' }).click()
  for (const page of [guest, doctor]) await expectToSeeAndHear(page)

  await leave(doctor)
  await expect(guest.getByRole('figure')).toHaveCount(1)
  await doctor.getByRole('button', { name: 'Come back in' }).click()
  await doctor.getByRole('button', { name: 'Join the consult' }).click()
  for (const page of [guest, doctor]) await expectToSeeAndHear(page)
})

test('a second tab of the same browser takes over from the first, which says so', async ({
  browser,
  server,
}) => {
  const { doctor, guest } = await together(browser, server)
  const tab = await doctor.context().newPage()
  await tab.goto(doctor.url())
  await tab.getByRole('button', { name: 'Join the consult' }).click()
  await expect(doctor.getByText('You opened the consult in another window')).toBeVisible()
  // Whom the first tab let in, the second does not know.
  await tab.getByRole('button', { name: 'Let in' }).click()
  await expect(tab.getByRole('figure', { name: 'Maria Keller' })).toBeVisible()
  await expect(tab.getByRole('figure')).toHaveCount(2)
  await expectToSeeAndHear(guest)
})

test('two hosts: a second one admits, two let in two guests at once, and either may go', async ({
  browser,
  server,
}) => {
  const { doctor, guest, colleague } = await withColleague(browser, server)
  await doctor.getByRole('button', { name: /^People/ }).click()
  await doctor.getByRole('button', { name: 'Actions for Dr Jonas Brandt' }).click()
  await doctor.getByRole('menuitem', { name: 'Make host' }).click()
  const [first, second] = [
    await relative(browser, server, doctor, 'Ada'),
    await relative(browser, server, doctor, 'Bea'),
  ]
  const bea = doctor.getByRole('listitem').filter({ hasText: 'Bea' })
  const yes = { name: 'Let in' }
  await Promise.all([
    bea.getByRole('button', yes).click(),
    // The bar is for whoever has waited longest.
    colleague.getByRole('button', yes).click(),
  ])
  const everybody = [doctor, guest, colleague, first, second]
  for (const page of everybody) await expect(page.getByRole('figure')).toHaveCount(5)
  for (const page of [first, second]) await expectToSeeAndHear(page)
  for (const page of [first, second]) {
    await leave(page)
    await page.context().close()
  }

  await doctor.reload()
  await doctor.getByRole('button', { name: 'Join the consult' }).click()
  for (const page of [doctor, guest, colleague]) {
    await expect(page.getByRole('figure')).toHaveCount(3)
    await expectToSeeAndHear(page)
  }
})

test('who comes late sees everybody within a moment of getting the keys', async ({
  browser,
  server,
}) => {
  const { doctor } = await together(browser, server)
  const late = await clinician(browser, { ...server, ...COLLEAGUE }, (page) =>
    page.addInitScript(timeFirstPicture),
  )
  await startVisit(late)
  await letIn(doctor, 'Dr Jonas Brandt')
  const pictures = () =>
    late.evaluate(() => (window as unknown as { pictures: readonly number[] }).pictures)
  await expect.poll(async () => (await pictures()).length).toBe(2)
  const times = (await pictures()).map(Math.round)
  process.stdout.write(`From the keys to the first picture of each: ${times.join(' and ')} ms\n`)
  expect(Math.max(...times)).toBeLessThan(3_000)
})

async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Leave' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Leave/ })
    .click()
  await expect(page.getByRole('heading', { name: /^You have left/ })).toBeVisible()
}

async function reload(guest: Page): Promise<void> {
  await guest.reload()
  await guest.getByRole('button', { name: /Go to the waiting room|Join|Go back/ }).click()
  await expect(guest.getByRole('button', { name: 'Leave' })).toBeVisible()
}

async function withColleague(browser: Browser, server: Consilium) {
  const { doctor, guest } = await together(browser, server)
  const colleague = await clinician(browser, { ...server, ...COLLEAGUE })
  await startVisit(colleague)
  await letIn(doctor, 'Dr Jonas Brandt')
  for (const page of [doctor, guest, colleague])
    await expect(page.getByRole('figure')).toHaveCount(3)
  return { doctor, guest, colleague }
}

/** Somebody of the family, in the waiting room. */
async function relative(
  browser: Browser,
  server: Consilium,
  doctor: Page,
  name: string,
): Promise<Page> {
  const { origin } = new URL(server.address)
  const http = new HttpClient(origin, origin, '127.0.0.1')
  const { email, password } = server
  const { accessToken } = await http.ask('session.start', { body: { email, password } })
  http.token = accessToken
  const consultId = /consults\/([^/]+)/.exec(doctor.url())?.[1] ?? ''
  const body = { role: 'relative', name } as const
  const { link, code } = await http.ask('invites.issue', { params: { consultId }, body })
  const page = await patient(browser, { patientLink: link, patientCode: code })
  await goToWaitingRoom(page)
  return page
}

/** Runs in the page: once `window.toLose` is set, the line breaks just behind, or just before, a commit. */
function loseAnswers(): void {
  const Original = WebSocket
  const breaking = class extends Original {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      const here = window as unknown as { toLose?: 'answer' | 'commit' }
      const lost = here.toLose
      if (lost === undefined || typeof data !== 'string' || !data.includes('"group.commit"'))
        return super.send(data)
      delete here.toLose
      if (lost === 'answer') super.send(data)
      this.close()
    }
  }
  Object.assign(window, { WebSocket: breaking })
}

/** Runs in the page: how long after the group's keys each stream's first picture was decoded. Milliseconds. */
function timeFirstPicture(): void {
  let welcome = false
  let keysAt: number | undefined
  const Original = WebSocket
  const watched = class extends Original {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('message', ({ data }) => {
        if (typeof data === 'string' && data.includes('"group.welcome"')) welcome = true
      })
    }
    /** With the keys come requests for pictures to begin with. */
    override send(data: Parameters<WebSocket['send']>[0]): void {
      super.send(data)
      if (welcome && typeof data === 'string' && data.includes('"media.refresh"'))
        keysAt ??= performance.now()
    }
  }
  const pictures: number[] = []
  Object.assign(window, { WebSocket: watched, pictures })
  const seen = new Set<string>()
  const look = async (): Promise<void> => {
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] }
    for (const connection of connectionsMade)
      for (const stat of (await connection.getStats()).values()) {
        const isNew = stat.type === 'inbound-rtp' && stat.framesDecoded > 0 && !seen.has(stat.id)
        if (!isNew || keysAt === undefined) continue
        seen.add(stat.id)
        pictures.push(performance.now() - keysAt)
      }
  }
  setInterval(() => void look(), 20)
}
