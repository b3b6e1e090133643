// `npm test`: everything. Its last line is for programs: "N passed, N failed".
import { WHOLE } from './suite/parts.mjs'
import { runChecks } from './suite/runChecks.mjs'
import { runPart } from './suite/runPart.mjs'
import { inWords, sum, tell } from './suite/tell.mjs'

const outcomes = await runChecks()
for (const part of WHOLE) {
  console.log(`\n${part.title}`)
  outcomes.push(await runPart(part, { live: true }))
}

console.log('')
for (const outcome of outcomes) tell({ ...outcome, output: '' })
const total = sum(outcomes)
console.log(`\n${inWords(total)}`)
process.exitCode = total.failed === 0 ? 0 : 1
