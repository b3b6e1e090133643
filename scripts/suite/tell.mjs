/** @typedef {import('./runPart.mjs').Outcome} Outcome */
/** @typedef {import('./runPart.mjs').Counts} Counts */

/**
 * "12 passed, 0 failed, 1 skipped"; the skipped only where there are any.
 * @param {Counts} counts
 */
export function inWords({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/**
 * @param {readonly Outcome[]} outcomes
 * @returns {Counts}
 */
export function sum(outcomes) {
  /** @param {keyof Counts} key */
  const of = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0)
  return { passed: of('passed'), failed: of('failed'), skipped: of('skipped') }
}

/**
 * One line for a part, and its output where it failed.
 * @param {Outcome} outcome
 */
export function tell(outcome) {
  const { title, failed, seconds, output } = outcome
  if (failed > 0 && output.trim()) console.log(`\n${output.trim()}\n`)
  const mark = failed > 0 ? '✗' : '✓'
  console.log(
    `${mark} ${title.padEnd(12)}${`${seconds.toFixed(1)} s`.padStart(8)}   ${inWords(outcome)}`,
  )
}
