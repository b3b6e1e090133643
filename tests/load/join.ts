import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { joinAt, type JoiningAt } from './joinAt.ts'
import { joinReport } from './joinReport.ts'

const USAGE = 'npm run load -- --rounds 20 --round-trips 0,50,200'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    'round-trips': { type: 'string', default: '0,50,200' },
  },
})
const rounds = Number(values.rounds)
const roundTrips = values['round-trips'].split(',').map(Number)
if (![rounds, ...roundTrips].every((number) => Number.isInteger(number) && number >= 0)) {
  console.error(USAGE)
  process.exit(1)
}
// An exit, unlike a signal, takes the server along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const found: JoiningAt[] = []
for (const roundTripMs of roundTrips) {
  const at = await joinAt(roundTripMs, rounds).catch((error: unknown): JoiningAt => ({
    ...{ roundTripMs, lines: [], staff: [], guests: [], entries: [] },
    failures: [`before the first round: ${String(error)}`],
  }))
  // Only the figures of a quiet machine mean anything, so its load stands beside them.
  const load = loadavg().map((average) => average.toFixed(1))
  console.log(`\n${joinReport(at)}`)
  console.log(`  load average ${load.join(' ')} on ${availableParallelism()} cores`)
  found.push(at)
}
const machine = { cores: availableParallelism(), load: loadavg() }
console.log(`\n${JSON.stringify({ at: new Date().toISOString(), machine, rounds, found })}`)
if (found.some(({ failures }) => failures.length > 0)) process.exitCode = 1
