import { readdir, readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import type { Consilium } from './consilium.ts'
import { clinician, expect, goHome, goToWaitingRoom, patient, startVisit, test } from './people.ts'

test.afterEach(goHome)

const WHOLE = /\/visit#[\w-]{43}\.[\w-]{43}$/

/** The page of the consult, where a clinician finds what to send to the guest. */
async function openConsult(doctor: Page): Promise<void> {
  await doctor.getByRole('link', { name: 'Maria Keller' }).first().click()
  await expect(doctor.getByText(WHOLE)).toBeVisible()
}

async function wholeLink(doctor: Page): Promise<string> {
  await openConsult(doctor)
  return (await doctor.getByText(WHOLE).textContent()) ?? ''
}

const badge = (page: Page, words: string) =>
  page.getByRole('button', { name: `${words}. Show what that means`, exact: true })

async function letIn(doctor: Page): Promise<void> {
  await doctor.getByRole('button', { name: 'Let in' }).click()
}

async function come(browser: Browser, server: Consilium, patientLink: string): Promise<Page> {
  const guest = await patient(browser, { ...server, patientLink })
  await goToWaitingRoom(guest)
  return guest
}

/** All that a page sends: addresses, bodies, and frames of its sockets. */
function listen(page: Page): readonly string[] {
  const said: string[] = []
  page.on('request', (request) => said.push(request.url(), request.postData() ?? ''))
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => said.push(payload.toString('latin1'))),
  )
  return said
}

/** Every byte that the server keeps: its database's files and write-ahead log among them. */
async function everythingKept({ process: { pid } }: Consilium): Promise<Buffer> {
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8')
  const folder = /(?:^|\0)DATA_DIR=([^\0]+)/.exec(environment)?.[1] ?? ''
  const roots = [folder, await realpath(path.join(folder, 'postgres'))]
  const files = await Promise.all(
    roots.map(async (root) =>
      (await readdir(root, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map((entry) => readFile(path.join(entry.parentPath, entry.name)).catch(() => '')),
    ),
  )
  return Buffer.concat((await Promise.all(files.flat())).map((bytes) => Buffer.from(bytes)))
}

test('who comes by a link with its secret is verified, and so is the host; the server never learns the secret', async ({
  browser,
  server,
}) => {
  const said: (readonly string[])[] = []
  const prepare = async (page: Page): Promise<unknown> => said.push(listen(page))
  const doctor = await clinician(browser, server, prepare)
  const patientLink = await wholeLink(doctor)
  const guest = await patient(browser, { ...server, patientLink }, prepare)
  expect(guest.url()).toBe(`${server.address}/visit`)
  await goToWaitingRoom(guest)
  await startVisit(doctor)
  await letIn(doctor)
  for (const page of [doctor, guest])
    await expect(badge(page, 'Encrypted and verified')).toBeVisible()

  // The page forgets the link with its reload, and the browser keeps the secret.
  await guest.reload()
  await guest.getByRole('button', { name: 'Go to the waiting room' }).click()
  await expect(guest.getByRole('button', { name: 'Leave' })).toBeVisible()
  for (const page of [doctor, guest])
    await expect(badge(page, 'Encrypted and verified')).toBeVisible()

  const [token = '', secret = ''] = patientLink.split('#')[1]?.split('.') ?? []
  const requests = said.flat().join('\n')
  expect(requests).toContain(token)
  expect(requests).not.toContain(secret)
  expect(server.output()).not.toContain(secret)
  const kept = await everythingKept(server)
  expect(kept.includes(server.email)).toBe(true)
  for (const form of [secret, Buffer.from(secret, 'base64url')])
    expect(kept.includes(form)).toBe(false)
})

test('who comes by a link of the server is verified when the codes were compared, until somebody else comes', async ({
  browser,
  server,
}) => {
  const doctor = await clinician(browser, server)
  const guest = await come(browser, server, server.patientLink)
  await startVisit(doctor)
  await letIn(doctor)
  for (const page of [doctor, guest]) await expect(badge(page, 'Encrypted')).toBeVisible()

  const digits: string[] = []
  for (const page of [doctor, guest]) {
    await badge(page, 'Encrypted').click()
    const code = page.getByLabel(/^(\d ){19}\d$/)
    digits.push((await code.getAttribute('aria-label')) ?? '')
  }
  expect(digits[0]).toBe(digits[1])
  await doctor.getByRole('button', { name: 'The digits are the same' }).click()
  await doctor.keyboard.press('Escape')
  await expect(badge(doctor, 'Encrypted and verified')).toBeVisible()
  await guest.keyboard.press('Escape')
  await expect(badge(guest, 'Encrypted')).toBeVisible()

  const desk = await doctor.context().newPage()
  await desk.goto(server.address)
  await openConsult(desk)
  await desk.getByRole('button', { name: 'Invite somebody else' }).click()
  const dialog = desk.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Peter Keller')
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  const card = desk.getByRole('region', { name: 'Peter Keller', exact: true })
  const link = (await card.getByText(WHOLE).textContent()) ?? ''
  const code = ((await card.getByText(/^\d{3} \d{3}$/).textContent()) ?? '').replace(' ', '')
  await desk.close()
  const bare = link.replace(/\.[\w-]{43}$/, '')
  const third = await patient(browser, { patientLink: bare, patientCode: code })
  await goToWaitingRoom(third)
  await expect(doctor.getByText('They came without the secret of their link.')).toBeVisible()
  await letIn(doctor)
  await expect(badge(third, 'Encrypted')).toBeVisible()
  await expect(badge(doctor, 'Encrypted')).toBeVisible()
})

test('who has another secret in the link does not get in, and is told what to do', async ({
  browser,
  server,
}) => {
  const doctor = await clinician(browser, server)
  const link = await wholeLink(doctor)
  const guest = await come(browser, server, link.replace(/[\w-]{43}$/, `${'x'.repeat(42)}A`))
  await startVisit(doctor)
  await letIn(doctor)
  await expect(badge(guest, 'Not protected: nothing is sent')).toBeVisible()
  await expect(guest.getByText('Open the newest link that you were sent')).toBeVisible()
})

test('a second browser is listed, and known when the codes on both screens were compared', async ({
  browser,
  server,
}) => {
  const office = await clinician(browser, server)
  const laptop = await clinician(browser, server)
  for (const page of [office, laptop]) await page.goto(`${server.address}/account`)
  const devices = (page: Page) =>
    page.getByRole('region', { name: 'Your devices' }).getByRole('listitem')
  const strange = devices(office).filter({ hasText: 'Not compared here' })
  await expect(devices(office)).toHaveCount(2)
  await strange.getByRole('button', { name: 'Vouch for it' }).click()
  const own = devices(laptop).filter({ hasText: 'This browser' })
  const code = /[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4}/.exec((await own.textContent()) ?? '')?.[0]
  await expect(office.getByRole('dialog').getByText(code ?? '-')).toBeVisible()
  await office.getByRole('button', { name: 'The code is the same' }).click()
  await expect(devices(office).getByText('Compared', { exact: true })).toHaveCount(1)
  await expect(strange).toHaveCount(0)

  // What it makes from now on, the other one can open: it was sealed to both.
  await office.goto(server.address)
  const link = await wholeLink(office)
  await laptop.reload()
  await devices(laptop).getByRole('button', { name: 'Vouch for it' }).click()
  await laptop.getByRole('button', { name: 'The code is the same' }).click()
  await expect(devices(laptop).getByText('Compared', { exact: true })).toHaveCount(1)
  await laptop.goto(server.address)
  expect(await wholeLink(laptop)).toBe(link)
})
