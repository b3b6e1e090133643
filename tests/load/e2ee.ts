import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { admitTimes } from './e2ee/admitTimes.ts'
import { callCosts } from './e2ee/callCost.ts'
import type { Crowd } from './e2ee/crowd/Crowd.ts'
import { admitReport, costsReport, framesReport, sizesReport } from './e2ee/e2eeReport.ts'
import { frameTimes } from './e2ee/frameTimes.ts'
import { groupSizes } from './e2ee/groupSizes.ts'
import { launch } from './launch.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '10' },
  },
})
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)]
if (![rounds, seconds].every((number) => Number.isInteger(number) && number > 0)) {
  console.error('npm run load:e2ee -- --rounds 10 --seconds 10')
  process.exit(1)
}
// An exit, unlike a signal, takes the servers along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** Everybody is shown, by the layer that a page of so many faces takes: the most that there can be to open. */
const CROWDS: readonly Crowd[] = [
  { people: 2, seconds, shownBytes: 6_250 },
  { people: 12, seconds, shownBytes: 2_080 },
  { people: 30, seconds, shownBytes: 625 },
]

/** One part that fails does not take the figures of the others along. */
async function part(title: string, measure: () => Promise<string>): Promise<void> {
  console.log(`\n${title}`)
  console.log(
    await measure().catch((error: unknown) => {
      process.exitCode = 1
      return `  FAILED ${String(error)}`
    }),
  )
  // Only the figures of a quiet machine mean anything, so its load stands beside them.
  const load = loadavg().map((average) => average.toFixed(1))
  console.log(`  load average ${load.join(' ')} on ${availableParallelism()} cores`)
}

await part('Messages of the group, bytes', async () =>
  sizesReport(await Promise.all(CROWDS.map(({ people }) => groupSizes(people)))),
)

await part(
  "Frames at the product's transforms, in a worker of Chromium; the frames are made up, at sizes and rates of a call",
  async () => {
    const browser = await launch()
    try {
      return (await frameTimes(browser, CROWDS)).map(framesReport).join('\n')
    } finally {
      await browser.close()
    }
  },
)

for (const people of [2, 30])
  await part('Letting in, devices of Node at the real server', async () =>
    admitReport(await admitTimes(people, rounds)),
  )

await part('Processors that one Chromium uses, with both ends of a visit in it', async () =>
  costsReport(await callCosts(2, seconds)),
)
