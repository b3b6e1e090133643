/** @typedef {import('./runPart.mjs').Part} Part */

/** @param {string} title @param {...string} command @returns {Part} */
const tool = (title, ...command) => ({ title, command: () => command })

/** @param {string} project @returns {Part} */
const vitest = (project) => ({
  title: project,
  command: (report) => [
    'vitest',
    'run',
    `--project=${project}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
  count: (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }),
})

/** What `npm run check` is: the quick tools, which read the sources only. */
export const CHECKS = [
  tool('types', 'tsc', '--noEmit'),
  tool('lint', 'oxlint'),
  vitest('unit'),
  tool('dead code', 'knip', '--no-progress'),
  tool('format', 'oxfmt', '--check'),
]

/** What needs servers and browsers; one after the other, because each wants the whole machine. */
export const WHOLE = [
  vitest('integration'),
  /** @type {Part} */ ({
    title: 'browsers',
    command: () => [
      ...['sh', 'scripts/suite/ownNetwork.sh'],
      ...['playwright', 'test', '--config=tests/e2e', '--reporter=list,json'],
    ],
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    count: ({ stats }) => ({
      passed: stats.expected,
      failed: stats.unexpected + stats.flaky,
      skipped: stats.skipped,
    }),
  }),
]
