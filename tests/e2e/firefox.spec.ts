import type { Browser } from 'puppeteer-core'
import { mediaAddresses } from '../../server/mediaAddresses.ts'
import { consilium, freePort, type Welcome } from './consilium.ts'
import { inChromium } from './inChromium.ts'
import { inPuppeteer } from './inPuppeteer.ts'
import { launchFirefox } from './launchFirefox.ts'
import {
  haveAScreen,
  keepRequests,
  mediaHasFailed,
  refuseCertificates,
  requests,
  screenIsShown,
} from './inPage.ts'
import { ownNetwork } from './ownNetwork.ts'
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
      const person = await inPuppeteer(firefoxBrowser, preparations)
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

test('when media found no way for a while, Firefox is seen and heard again, as muted as before', async ({
  chromium: doctor,
  firefox,
  server,
}) => {
  const network = ownNetwork()
  test.skip(network === undefined, 'Only root can take away the network that it made')
  const guest = await firefox(keepRequests)
  await meet(doctor, guest, server)
  await guest.press('Mute')
  await doctor.sees('Microphone off')
  network?.takeAway()
  try {
    await expect.poll(() => guest.evaluate(mediaHasFailed), { timeout: 60_000 }).toBe(true)
  } finally {
    network?.giveBack()
  }
  // Firefox does not send over a connection that had failed, so it has taken its place anew.
  const joins = async () => (await requests(guest)).filter((name) => name === 'room.join').length
  await expect.poll(joins, { timeout: 30_000 }).toBe(2)
  await expectToSeeInSilence(doctor)
  await guest.press('Unmute')
  await doctor.seesNoMore('Microphone off')
  await expectToSeeAndHear(doctor)
  await expectToSeeAndHear(guest)
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
  await doctor.press('Start the consult')
  await doctor.press('Join the consult')
  await doctor.press('Let in')
  await Promise.all([expectToSeeAndHear(guest), expectToSeeAndHear(doctor)])
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
