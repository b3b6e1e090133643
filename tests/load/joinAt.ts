import type { Page } from 'playwright'
import { consilium, freePort } from '../e2e/consilium.ts'
import { DelayRelay } from './DelayRelay.ts'
import { firstFrame, untilWarm } from './JoinMarks.ts'
import { join, leave, openVisit, signIn, someone } from './JoinPeople.ts'
import { guestRound, staffRound, type Entry, type Joining } from './JoinRounds.ts'
import { launch } from './launch.ts'
import type { MeasuredLine } from './LongLine.ts'

const COLLEAGUE = 'jonas.brandt@lindenhof.example'

/** All that was found at one distance. What failed is a sentence each. */
export interface JoiningAt {
  readonly roundTripMs: number
  readonly lines: readonly MeasuredLine[]
  readonly staff: readonly Joining[]
  readonly guests: readonly Joining[]
  readonly entries: readonly Entry[]
  readonly failures: readonly string[]
}

/** A server and a room of its own: a host who sends, all people so far from the server, rounds of joining. */
export async function joinAt(roundTripMs: number, rounds: number): Promise<JoiningAt> {
  await using opened = new AsyncDisposableStack()
  const port = await freePort()
  const relay = opened.adopt(await DelayRelay.open({ targetPort: port, roundTripMs }), (line) =>
    line.close(),
  )
  const PUBLIC_URL = `http://localhost:${relay.port}`
  const server = await consilium({ PORT: `${port}`, PUBLIC_URL })
  opened.defer(server.dispose)
  // A process that is told to stop takes its server along.
  const end = (): void => void server.process.kill('SIGTERM')
  process.once('exit', end)
  opened.defer(() => void process.off('exit', end))
  const browser = opened.adopt(await launch(), (browser) => browser.close())

  const host = await someone(browser, roundTripMs)
  await signIn(host, server, server.email)
  const roomUrl = await openVisit(host)
  await untilWarm(host)
  await join(host)
  await host.getByRole('button', { name: 'Mute' }).waitFor()
  const colleague = await someone(browser, roundTripMs)
  await signIn(colleague, server, COLLEAGUE)
  await getToKnow(host, colleague, roomUrl)

  const found = {
    ...{ lines: [] as MeasuredLine[], staff: [] as Joining[], guests: [] as Joining[] },
    ...{ entries: [] as Entry[], failures: [] as string[] },
  }
  const attempt = async (what: string, round: () => Promise<void>): Promise<void> => {
    await round().catch((error: unknown) => found.failures.push(`${what}: ${String(error)}`))
  }
  // By turns, so that whatever else the machine does falls on both.
  for (let round = 1; round <= rounds; round += 1) {
    await attempt(`staff ${round}`, async () => {
      const [joining, line] = await staffRound(colleague, roomUrl)
      found.staff.push(joining)
      found.lines.push(line)
    })
    await attempt(`guest ${round}`, async () => {
      const at = { host: { page: host, roomUrl }, roundTripMs }
      const [joining, entry] = await guestRound(browser, server, at)
      found.guests.push(joining)
      found.entries.push(entry)
    })
  }
  return { roundTripMs, ...found }
}

/** The host's browser has not seen the colleague's device yet: once a person says yes, and from then on it knows it. */
async function getToKnow(host: Page, colleague: Page, roomUrl: string): Promise<void> {
  await colleague.goto(roomUrl)
  await untilWarm(colleague)
  await join(colleague)
  await host.getByRole('button', { name: 'Let in' }).click()
  await firstFrame(colleague)
  await leave(colleague)
}
