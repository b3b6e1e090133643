// `npm run check`: format, lint, types, dead code and unit tests. Runs on the Node that ensure.mjs saw to.
import { runChecks } from './suite/runChecks.mjs'
import { sum } from './suite/tell.mjs'

// Only a process that exits ends the tools that it started.
process.once('SIGTERM', () => process.exit(143))

const { failed } = sum(await runChecks())
process.exitCode = failed === 0 ? 0 : 1
