import { availableParallelism } from 'node:os'
import { CHECKS } from './parts.mjs'
import { runPart } from './runPart.mjs'
import { tell } from './tell.mjs'

/**
 * Runs the quick tools, as many at a time as there are cores, and tells of each as it ends.
 * @returns {Promise<import('./runPart.mjs').Outcome[]>}
 */
export async function runChecks() {
  const waiting = [...CHECKS]
  /** @type {import('./runPart.mjs').Outcome[]} */
  const outcomes = []
  const lane = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const outcome = await runPart(part, { live: false })
      outcomes.push(outcome)
      tell(outcome)
    }
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane))
  return outcomes
}
