import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test as base } from '@playwright/test'
import type { Browser } from 'puppeteer-core'
import { createServer } from 'vite'
import { launchFirefox } from './launchFirefox.ts'
import type { UnderTest } from './transform/page.ts'
import type { Outcome, Scenario } from './transform/scenario.ts'

/** The page of tests/e2e/transform, in which the product's own transforms run. */
interface PageUnderTest {
  readonly evaluate: <In, Out>(run: (input: In) => Out, input: In) => Promise<Awaited<Out>>
}

interface Parts {
  readonly chromium: PageUnderTest
  readonly firefox: PageUnderTest
}

const ROOT = path.resolve(import.meta.dirname, '../..')

/** Within the page. */
declare const underTest: UnderTest

const test = base.extend<Parts, { readonly address: string; readonly firefoxBrowser: Browser }>({
  address: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      const server = await createServer({
        configFile: false,
        logLevel: 'warn',
        root: path.join(ROOT, 'tests/e2e/transform'),
        cacheDir: path.join(tmpdir(), `consilium-transform-${process.pid}`),
        optimizeDeps: { noDiscovery: true },
        server: { host: '127.0.0.1', port: 0, hmr: false, fs: { allow: [ROOT] } },
      })
      await server.listen()
      await use(server.resolvedUrls?.local[0] ?? '')
      await server.close()
    },
    { scope: 'worker' },
  ],
  firefoxBrowser: [
    // oxlint-disable-next-line no-empty-pattern -- as above
    async ({}, use) => {
      const browser = await launchFirefox()
      await use(browser)
      await browser.close()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  chromium: async ({ page, address }, use) => {
    await page.goto(address)
    await use({ evaluate: (run, input) => page.evaluate(run as never, input) })
  },
  firefox: async ({ firefoxBrowser, address }, use) => {
    const page = await firefoxBrowser.newPage()
    await page.goto(address)
    await use({ evaluate: (run, input) => page.evaluate(run as never, input) })
    await page.close()
  },
})

test.describe.configure({ timeout: 60_000 })

const INSPECTED: Scenario = { codec: 'vp8', attach: 'atOnce', guarded: true, receiver: 'inspector' }
const SHOWN: Scenario = { ...INSPECTED, receiver: 'product' }

/** What became of each, all of them begun in the same moment. */
function outcomesOf(
  page: PageUnderTest,
  scenarios: readonly Scenario[],
): Promise<readonly Outcome[]> {
  return page.evaluate((given) => underTest.runAll(given), scenarios)
}

async function outcomeOf(page: PageUnderTest, scenario: Scenario): Promise<Outcome> {
  const [outcome] = await outcomesOf(page, [scenario])
  if (!outcome) throw new Error('The page told nothing')
  return outcome
}

/** Something was sent, and all of it was sealed. */
function expectAllSealed(outcome: Outcome | undefined): void {
  for (const source of ['camera', 'microphone']) {
    expect(outcome?.inspected[source]?.clear, `${source} in clear`).toBe(0)
    expect(outcome?.inspected[source]?.sealed, `${source} sealed`).toBeGreaterThanOrEqual(20)
  }
}

function expectNothingSent(inspected: Outcome['inspected'] | undefined): void {
  expect(inspected).toEqual({
    camera: { sealed: 0, clear: 0 },
    microphone: { sealed: 0, clear: 0 },
  })
}

function expectShown({ receiver, decoded, heardSamples }: Outcome): void {
  const nothingWrong = { malformed: 0, foreign: 0, forged: 0, early: 0, crowded: 0 }
  expect(receiver.opened).toMatchObject({ camera: nothingWrong, microphone: nothingWrong })
  expect(decoded).toBeGreaterThan(12)
  expect(heardSamples).toBeGreaterThan(10_000)
}

for (const browser of ['chromium', 'firefox'] as const) {
  test.describe(browser, () => {
    // The fixtures of the other browser are not made.
    const it = (title: string, check: (page: PageUnderTest) => Promise<void>) =>
      browser === 'chromium'
        ? test(title, ({ chromium }) => check(chromium))
        : test(title, ({ firefox }) => check(firefox))

    it('can encrypt', async (page) => {
      expect(await page.evaluate(() => underTest.canEncrypt(), undefined)).toBe(true)
    })

    it('ten connections that begin at once let nothing out in clear', async (page) => {
      const outcomes = await outcomesOf(
        page,
        Array.from({ length: 10 }, () => INSPECTED),
      )
      expect(outcomes).toHaveLength(10)
      for (const outcome of outcomes) expectAllSealed(outcome)
    })

    it('VP8, VP9 and Opus are seen and heard by those who have the keys, and by nobody else', async (page) => {
      const vp9 = { ...SHOWN, codec: 'vp9' } as const
      const stranger = { ...SHOWN, receiver: 'stranger' } as const
      const outcomes = await outcomesOf(page, [SHOWN, vp9, stranger])
      for (const outcome of outcomes.slice(0, 2)) expectShown(outcome)
      expect(outcomes[2]).toMatchObject({ decoded: 0, heardSamples: 0 })
      expect(outcomes[2]?.sender.sealed['camera']?.sealed).toBeGreaterThan(12)
    })

    it('a change of keys is not seen', async (page) => {
      const outcome = await outcomeOf(page, { ...SHOWN, midway: 'changeKeys' })
      expectShown(outcome)
      expect(outcome.since?.decoded).toBeGreaterThan(12)
    })

    it('when the worker dies, encryption throws or the keys are gone, nothing is sent any more', async (page) => {
      const ends = ['kill', 'break', 'takeKeys'] as const
      const outcomes = await outcomesOf(
        page,
        ends.map((midway) => ({ ...INSPECTED, midway })),
      )
      expect(outcomes).toHaveLength(3)
      for (const outcome of outcomes) {
        expectAllSealed(outcome)
        expectNothingSent(outcome.since?.inspected)
        expect(outcome.since?.encoded).toBeGreaterThan(12)
      }
      expect(outcomes.map(({ leaks }) => leaks)).toEqual([[], [], []])
    })

    it('a picture without a transform is seen by the inspector of these tests', async (page) => {
      const { inspected } = await outcomeOf(page, {
        ...INSPECTED,
        attach: 'never',
        guarded: false,
      })
      expect(inspected['camera']?.clear).toBeGreaterThanOrEqual(20)
      expect(inspected['microphone']?.clear).toBeGreaterThanOrEqual(20)
    })
  })
}

test('in Chromium nothing leaves in clear when the transform comes too late, or never', async ({
  chromium,
}) => {
  const times = ['afterOffer', 'late', 'never'] as const
  const [afterOffer, late, never] = await outcomesOf(
    chromium,
    times.map((attach) => ({ ...INSPECTED, attach })),
  )
  for (const outcome of [afterOffer, late]) expectAllSealed(outcome)
  expectNothingSent(never?.inspected)
  expect(never?.encoded).toBeGreaterThan(12)
})

test('without that guard Chromium passes a late transform by, and the watchdog finds it', async ({
  chromium,
}) => {
  const bypassed = { attach: 'afterOffer', guarded: false, midway: 'nothing' } as const
  const { inspected, leaks } = await outcomeOf(chromium, { ...INSPECTED, ...bypassed })
  expect(inspected['camera']?.clear).toBeGreaterThanOrEqual(20)
  expect(leaks).toEqual(['camera'])
})

test('older Chromium, without script transforms, encrypts as well', async ({ chromium }) => {
  expectShown(await outcomeOf(chromium, { ...SHOWN, older: true }))
})

test('each layer of a VP8 simulcast is sealed by itself, and decodes', async ({ chromium }) => {
  const { counts, layers } = await chromium.evaluate(() => underTest.runSimulcast(), undefined)
  expect(layers.map(({ lines }) => lines)).toEqual([135, 270, 540])
  expect(counts.sealed['camera']).toMatchObject({ seen: counts.sealed['camera']?.sealed })
})

test('a browser without any transform is told that it cannot encrypt', async ({ chromium }) => {
  const can = await chromium.evaluate(() => {
    Reflect.deleteProperty(globalThis, 'RTCRtpScriptTransform')
    Reflect.deleteProperty(RTCRtpSender.prototype, 'createEncodedStreams')
    return underTest.canEncrypt()
  }, undefined)
  expect(can).toBe(false)
})
