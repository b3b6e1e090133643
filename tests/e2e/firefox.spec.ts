import type { Browser } from 'puppeteer-core'
import { mediaAddresses } from '../../server/mediaAddresses.ts'
import { consilium, freePort, type Welcome } from './consilium.ts'
import { inChromium } from './inChromium.ts'
import { inFirefox, launchFirefox } from './inFirefox.ts'
import { expect, test as base } from './people.ts'
import type { Person, Preparation } from './Person.ts'
import { expectToSeeAndHear, expectToSeeInSilence } from './received.ts'
import { Relay } from './Relay.ts'

interface Parts {
  readonly relay: Relay
  /** Somebody at Chromium. */
  readonly chromium: Person
  /** Somebody at Firefox, in a page that was prepared. */
  readonly firefox: (...preparations: readonly Preparation[]) => Promise<Person>
}

const START_PATIENCE_MS = 90_000

const test = base.extend<Parts, { readonly firefoxBrowser: Browser }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
  relay: async ({}, use) => {
    const relay = await Relay.open()
    await use(relay)
    relay.close()
  },
  server: [
    async ({ relay }, use) => {
      relay.targetPort = await freePort()
      const PUBLIC_URL = `http://localhost:${relay.port}`
      const server = await consilium({ PORT: `${relay.targetPort}`, PUBLIC_URL })
      await use(server)
      await server.dispose()
    },
    { scope: 'test', timeout: START_PATIENCE_MS },
  ],
  firefoxBrowser: [
    // oxlint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const browser = await launchFirefox()
      await use(browser)
      await browser.close()
    },
    { scope: 'worker', timeout: START_PATIENCE_MS },
  ],
  chromium: async ({ browser }, use) => {
    const person = await inChromium(browser)
    await use(person)
    await person.close()
  },
  firefox: async ({ firefoxBrowser }, use) => {
    const people: Person[] = []
    await use(async (...preparations) => {
      const person = await inFirefox(firefoxBrowser, preparations)
      people.push(person)
      return person
    })
    for (const person of people) await person.close()
  },
})

// Two kinds of browsers, a server and its database on two cores: what takes long is their start.
test.describe.configure({ timeout: 180_000 })

test.beforeAll(() => {
  expect(
    mediaAddresses().length,
    'Firefox does not reach media on loopback, and there is no other network here: `npm test` makes one, as root or where user namespaces are allowed',
  ).toBeGreaterThan(1)
})

test('a patient in Firefox and a clinician in Chromium see and hear each other', async ({
  chromium: doctor,
  firefox,
  server,
}) => {
  const guest = await firefox(keepRequests)
  await meet(doctor, guest, server)
  await isMutedForBoth(guest, doctor)
  await isMutedForBoth(doctor, guest)
  expect(await requests(guest)).not.toContain('media.connect')
  await part(doctor, guest)
})

test('a clinician in Firefox and a patient in Chromium see and hear each other', async ({
  chromium: guest,
  firefox,
  server,
}) => {
  const doctor = await firefox(keepRequests, haveAScreen)
  await meet(doctor, guest, server)
  await isMutedForBoth(guest, doctor)
  await isMutedForBoth(doctor, guest)
  await doctor.press('Share screen')
  await expect.poll(() => guest.evaluate(screenIsShown), { message: 'the screen' }).toBe(true)
  await doctor.press('Stop sharing')
  await expect.poll(() => guest.evaluate(screenIsShown), { message: 'the screen' }).toBe(false)
  expect(await requests(doctor)).not.toContain('media.connect')
  await part(doctor, guest)
})

test('where Firefox makes no certificate beforehand, it connects the second way', async ({
  chromium: doctor,
  firefox,
  server,
}) => {
  const guest = await firefox(keepRequests, refuseCertificates)
  await meet(doctor, guest, server)
  expect(await requests(guest)).toContain('media.connect')
  await part(doctor, guest)
})

test('a socket lost in Firefox comes back by itself, and media and muting stay as they were', async ({
  chromium: doctor,
  firefox,
  relay,
  server,
}) => {
  const guest = await firefox()
  await meet(doctor, guest, server)
  await guest.press('Mute')
  await doctor.sees('Microphone off')
  relay.cut('Firefox/')
  await guest.sees('We lost the connection.')
  await doctor.sees('has lost the connection')
  await expectToSeeAndHear(guest)
  await expectToSeeInSilence(doctor)
  relay.mend()
  await guest.seesNoMore('We lost the connection.')
  await doctor.sees('is back')
  await expectToSeeAndHear(guest)
  await doctor.sees('Microphone off')
  await expectToSeeInSilence(doctor)
  await guest.press('Unmute')
  await doctor.seesNoMore('Microphone off')
  await expectToSeeAndHear(doctor)
  await part(doctor, guest)
})

/** From sign-in and link to a talk. */
async function meet(doctor: Person, guest: Person, welcome: Welcome): Promise<void> {
  await guest.open(welcome.patientLink)
  await guest.type('Code with 6 digits', welcome.patientCode)
  await guest.press('Continue')
  await guest.press('Go to the waiting room')
  await guest.sees('You are in the waiting room')
  await doctor.open(welcome.address)
  await doctor.type('E-mail', welcome.email)
  await doctor.type('Password', welcome.password)
  await doctor.press('Sign in')
  await doctor.press('Start the visit')
  await doctor.press('Join the consult')
  await doctor.press('Let in')
  await expectToSeeAndHear(guest)
  await expectToSeeAndHear(doctor)
}

async function part(doctor: Person, guest: Person): Promise<void> {
  await guest.press('Leave')
  await guest.press('Leave', 'dialog')
  await guest.sees('You have left the visit')
  await doctor.sees('Nobody else is here')
  await doctor.press('Leave')
  await doctor.press('Leave', 'dialog')
  await doctor.sees('You have left the consult')
}

/** Who mutes is shown as muted and not heard; who speaks again is heard. */
async function isMutedForBoth(speaker: Person, listener: Person): Promise<void> {
  await speaker.press('Mute')
  await listener.sees('Microphone off')
  await expectToSeeInSilence(listener)
  await speaker.press('Unmute')
  await listener.seesNoMore('Microphone off')
  await expectToSeeAndHear(listener)
}

/** Runs in the page: keeps the names of all that it asks of the server. */
function keepRequests(): void {
  const names: string[] = []
  const watched = class extends WebSocket {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      const name = typeof data === 'string' ? /^\d+\["([\w.]+)"/.exec(data)?.[1] : undefined
      if (name !== undefined) names.push(name)
      super.send(data)
    }
  }
  Object.assign(window, { WebSocket: watched, requestsMade: names })
}

function requests(person: Person): Promise<readonly string[]> {
  return person.evaluate(async () => {
    const { requestsMade } = window as unknown as { requestsMade: readonly string[] }
    return requestsMade
  })
}

/** Runs in the page: a browser that cannot make a certificate by itself. */
function refuseCertificates(): void {
  RTCPeerConnection.generateCertificate = () =>
    Promise.reject(new DOMException('Not here', 'NotSupportedError'))
}

/** Runs in the page: Firefox without a window has no screen to offer, so this one is drawn, in a shape like no camera's. */
function haveAScreen(): void {
  addEventListener('DOMContentLoaded', () => {
    navigator.mediaDevices.getDisplayMedia = async () => {
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width: 1000, height: 800 })
      const pen = canvas.getContext('2d')
      let count = 0
      setInterval(() => {
        pen?.clearRect(0, 0, 1000, 800)
        pen?.fillText(`Picture ${(count += 1)}`, 100, 100)
      }, 100)
      return canvas.captureStream(10)
    }
  })
}

/** Runs in the page: a picture of that screen's shape was decoded, and is shown. */
async function screenIsShown(): Promise<boolean> {
  return [...document.querySelectorAll('video')].some(
    ({ videoWidth, videoHeight }) => Math.abs(videoWidth / videoHeight - 1000 / 800) < 0.01,
  )
}
