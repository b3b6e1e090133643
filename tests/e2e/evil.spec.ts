import { generateKeyPairSync } from 'node:crypto'
import type { Browser, Page, Route } from '@playwright/test'
import type { Body } from '../../shared/protocol/contract.ts'
import type { AppProtocol } from '../../shared/protocol/protocol.ts'
import type { Consilium } from './consilium.ts'
import { between, type Twist } from './evil/between.ts'
import { bypassTransforms, countsOf, killWorker, sending, watchWorkers } from './evil/inside.ts'
import { clinician, expect, goHome, goToWaitingRoom, letIn, patient } from './people.ts'
import { startVisit, test, together } from './people.ts'
import { expectToSeeAndHear, received } from './received.ts'

test.afterEach(goHome)

type Roster = Body<AppProtocol['room.roster']>
type State = Body<AppProtocol['group.state']>
type Consumed = Body<AppProtocol['media.consumable']>['consumers']

const COLLEAGUE = { email: 'jonas.brandt@lindenhof.example' }
const GHOST = crypto.randomUUID()

test('a server that swaps streams, makes people up and hides that somebody has gone', async ({
  browser,
  server,
}) => {
  const liar = new Liar()
  const { guest, colleague } = await three(browser, server, liar.twist)
  await test.step('people who hold no keys are not shown', async () => {
    await expect.poll(() => liar.lied).toBe(true)
    await expect(guest.getByRole('figure')).toHaveCount(3)
    await expect(guest.getByText('A ghost')).toHaveCount(0)
  })
  await test.step('streams of the wrong person or source are not shown', async () => {
    await expect(async () => {
      const { opened } = await countsOf(guest)
      for (const consumerId of liar.swapped)
        expect(opened[consumerId]).toMatchObject({ opened: 0, foreign: expect.any(Number) })
      const foreign = [...liar.swapped].map((id) => opened[id]?.foreign ?? 0)
      expect(foreign.length).toBeGreaterThanOrEqual(2)
      for (const count of foreign) expect(count).toBeGreaterThan(10)
    }).toPass()
  })
  await test.step('who hides a removal finds that nothing is sent any more', async () => {
    liar.hidesCommits = true
    await colleague.getByRole('button', { name: 'Leave' }).click()
    await colleague.getByRole('dialog').getByRole('button', { name: 'Leave' }).click()
    await expect(guest.getByRole('figure')).toHaveCount(2)
    const begun = Date.now()
    await expect(guest.getByText('the people who hold its keys are not the same')).toBeVisible()
    expect(Date.now() - begun).toBeLessThan(6_000)
    process.stdout.write(`A hidden removal was noticed after ${Date.now() - begun} ms\n`)
    await expectNothingSent(guest)
  })
})

test('a worker that dies, a transform that is passed by, a forged attestation, an old page, a room without a group', async ({
  browser,
  server,
}) => {
  const twists: { guest?: Twist; doctor?: Twist } = {}
  const { doctor, guest } = await together(browser, server, {
    guest: async (page) => {
      await watchWorkers(page)
      await between(page, (said) => (twists.guest ? twists.guest(said) : said.body))
    },
    doctor: (page) => between(page, (said) => (twists.doctor ? twists.doctor(said) : said.body)),
  })
  await expectToSeeAndHear(guest)
  await test.step('a worker that dies', async () => {
    await killWorker(guest)
    const begun = Date.now()
    await expect(guest.getByText('The part of this page that encrypts has stopped')).toBeVisible()
    expect(Date.now() - begun).toBeLessThan(2_000)
    await expectNothingSent(guest)
  })
  await test.step('who is vouched for by another key than the ticket says', async () => {
    await guest.route('**/api/v1/visit/tickets', giveAnotherKey)
    await comeBack(guest)
    await expect(guest.getByText('Nobody can see or hear you yet')).toBeVisible()
    await expectNothingSealed(guest)
    await guest.unroute('**/api/v1/visit/tickets', giveAnotherKey)
  })
  await test.step('a page that is too old', async () => {
    twists.guest = asOldPage
    await guest.reload()
    await guest.getByRole('button', { name: COME_IN }).click()
    await expect(guest.getByText('You cannot come in just now')).toBeVisible()
    expect(await sending(guest)).toMatchObject({ bytes: 0, encoded: 0 })
    delete twists.guest
  })
  await test.step('a transform that is passed by', async () => {
    await guest.addInitScript(bypassTransforms)
    await comeBack(guest)
    await expect.poll(async () => (await sending(guest)).bytes).toBeGreaterThan(0)
    const begun = Date.now()
    await expect(guest.getByText('Your browser did not encrypt something')).toBeVisible()
    process.stdout.write(
      `A transform that was passed by was noticed after ${Date.now() - begun} ms\n`,
    )
    await expectNothingSent(guest)
  })
  await test.step('a server that offers no group', async () => {
    twists.doctor = withoutGroup
    await doctor.reload()
    await doctor.getByRole('button', { name: 'Join the consult' }).click()
    await expect(doctor.getByText('Nobody can see or hear you until')).toBeVisible()
    await expectNothingSealed(doctor)
  })
})

const COME_IN = /Go to the waiting room|Join|Go back/

async function comeBack(guest: Page): Promise<void> {
  await guest.reload()
  await guest.getByRole('button', { name: COME_IN }).click()
  await expect(guest.getByRole('button', { name: 'Leave' })).toBeVisible()
}

/** Not a byte leaves, while others' go on to come. */
async function expectNothingSent(page: Page): Promise<void> {
  await expect(async () => {
    const [before, { bytes }] = [await sending(page), await received(page)]
    await expect.poll(async () => (await received(page)).bytes).toBeGreaterThan(bytes + 20_000)
    expect((await sending(page)).bytes).toBe(before.bytes)
  }).toPass()
}

/** There are streams, whose encoders work, and not a byte of which has left. */
async function expectNothingSealed(page: Page): Promise<void> {
  await expect.poll(async () => (await sending(page)).encoded).toBeGreaterThan(20)
  expect((await sending(page)).bytes).toBe(0)
}

async function giveAnotherKey(route: Route): Promise<void> {
  const response = await route.fetch()
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ticket = (await response.json()) as object
  await route.fulfill({
    response,
    json: { ...ticket, attestationKey: publicKey.export({ format: 'jwk' }) },
  })
}

const asOldPage: Twist = ({ name, body }) =>
  name === 'room.join' ? { ...(body as object), version: 1 } : body

const withoutGroup: Twist = ({ name, body }) =>
  name.startsWith('group.') && name !== 'group.attest' ? undefined : body

async function three(browser: Browser, server: Consilium, twist: Twist) {
  const prepared = async (page: Page): Promise<void> => {
    await watchWorkers(page)
    await between(page, twist)
  }
  const doctor = await clinician(browser, server)
  await startVisit(doctor)
  const colleague = await clinician(browser, { ...server, ...COLLEAGUE })
  await startVisit(colleague)
  await letIn(doctor, 'Dr Jonas Brandt')
  await expect(colleague.getByRole('figure')).toHaveCount(2)
  await colleague.getByRole('button', { name: 'Share screen' }).click()
  const guest = await patient(browser, server, prepared)
  await goToWaitingRoom(guest)
  await doctor.getByRole('button', { name: 'Let in' }).click()
  await expect(guest.getByRole('button', { name: 'Leave' })).toBeVisible()
  return { doctor, colleague, guest }
}

/** A server that lies to one page. */
class Liar {
  readonly swapped = new Set<string>()
  lied = false
  hidesCommits = false

  readonly twist: Twist = ({ name, body }) => {
    switch (name) {
      case 'room.roster':
        return this.#withGhost(body as Roster)
      case 'group.state':
        return this.hidesCommits ? undefined : this.#withGhostLeaf(body as State)
      case 'group.message':
        return this.hidesCommits ? undefined : body
      case 'room.admitted':
      case 'media.consumable': {
        const told = body as { readonly consumers: Consumed }
        return { ...told, consumers: this.#swap(told.consumers) }
      }
      default:
        return body
    }
  }

  #withGhost(roster: Roster): Roster {
    const [any] = roster
    if (!any) return roster
    this.lied = true
    const ghost = { ...any, peerId: GHOST, personId: GHOST, name: 'A ghost', streams: [] }
    return [...roster, ghost]
  }

  #withGhostLeaf(state: State): State {
    const [any] = state.members
    if (!any) return state
    const leafKey = `${any.leafKey.startsWith('A') ? 'B' : 'A'}${any.leafKey.slice(1)}`
    return { ...state, members: [...state.members, { peerId: GHOST, leafKey }] }
  }

  /** Each camera is told to be the other's, and a screen the camera of who shows it. */
  #swap(consumers: Consumed): Consumed {
    const cameras = consumers.filter(({ source }) => source === 'camera')
    const [one, other] = cameras
    return consumers.map((consumer) => {
      const { consumerId, source, peerId } = consumer
      if (source === 'screen') {
        this.swapped.add(consumerId)
        return { ...consumer, source: 'camera' }
      }
      if (!one || !other || source !== 'camera') return consumer
      this.swapped.add(consumerId)
      return { ...consumer, peerId: peerId === one.peerId ? other.peerId : one.peerId }
    })
  }
}
