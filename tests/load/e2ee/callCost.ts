import type { Browser, Page } from 'playwright'
import { consilium, type Welcome } from '../../e2e/consilium.ts'
import { received } from '../../e2e/received.ts'
import { firstFrame, untilHot, untilUsable, untilWarm } from '../JoinMarks.ts'
import {
  GIVE_CODE,
  join,
  onPhone,
  openVisit,
  signIn,
  someone,
  TO_WAITING_ROOM,
} from '../JoinPeople.ts'
import { launch } from '../launch.ts'
import { give } from '../../e2e/tapped/workerWith.ts'
import { plainWorker } from './plain/plainWorker.ts'

/** The layers have found their rates by then. */
const SETTLE_MS = 10_000

/** One visit of a clinician and a patient, all of both in one Chromium. */
export interface CallCost {
  /** Processor time of all of the browser's processes, seconds in each second. */
  readonly cpu: number
  /** Pictures that both together decoded in a second: what costs so much more than encryption must be alike. */
  readonly framesPerSecond: number
}

export interface CallCosts {
  readonly encrypted: readonly CallCost[]
  readonly plain: readonly CallCost[]
}

/** The same visit with the product's worker and with one that lets frames pass, by turns. */
export async function callCosts(rounds: number, seconds: number): Promise<CallCosts> {
  const worker = await plainWorker()
  const found = { encrypted: [] as CallCost[], plain: [] as CallCost[] }
  for (let round = 0; round < rounds; round += 1) {
    found.encrypted.push(await callCost(undefined, seconds))
    found.plain.push(await callCost(worker, seconds))
  }
  return found
}

async function callCost(worker: string | undefined, seconds: number): Promise<CallCost> {
  await using opened = new AsyncDisposableStack()
  const server = await consilium()
  opened.defer(server.dispose)
  const browser = opened.adopt(await launch(), (browser) => browser.close())
  const pages = await visit(browser, server, worker)
  await rest(SETTLE_MS)
  const [cpuBefore, framesBefore] = [await cpuOf(browser), await framesOf(pages)]
  const begun = performance.now()
  await rest(seconds * 1000)
  const lasted = (performance.now() - begun) / 1000
  return {
    cpu: ((await cpuOf(browser)) - cpuBefore) / lasted,
    framesPerSecond: ((await framesOf(pages)) - framesBefore) / lasted,
  }
}

async function visit(
  browser: Browser,
  server: Welcome,
  worker: string | undefined,
): Promise<readonly Page[]> {
  const host = await someone(browser, 0)
  const guest = await someone(browser, 0, onPhone())
  if (worker !== undefined) for (const page of [host, guest]) await give(page.context(), worker)
  await signIn(host, server, server.email)
  await openVisit(host)
  await untilWarm(host)
  await join(host)
  await guest.goto(server.patientLink)
  await untilUsable(guest, GIVE_CODE)
  await guest.getByLabel('Code with 6 digits').fill(server.patientCode)
  await guest.getByRole('button', { name: GIVE_CODE }).click()
  await untilUsable(guest, TO_WAITING_ROOM)
  await guest.getByRole('button', { name: TO_WAITING_ROOM }).click()
  await untilHot(guest)
  await host.getByRole('button', { name: 'Let in' }).click()
  await Promise.all([firstFrame(host), firstFrame(guest)])
  return [host, guest]
}

/** Seconds of processor time that all processes of a browser have used so far. */
async function cpuOf(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession()
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  await devtools.detach()
  return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0)
}

async function framesOf(pages: readonly Page[]): Promise<number> {
  const frames = await Promise.all(pages.map(async (page) => (await received(page)).framesDecoded))
  return frames.reduce((sum, one) => sum + one, 0)
}

function rest(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
