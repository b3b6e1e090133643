// `npm run check`: format, lint, types, dead code and unit tests. Runs on the Node that ensure.mjs saw to.
import { runChecks } from './suite/runChecks.mjs'
import { sum } from './suite/tell.mjs'

const { failed } = sum(await runChecks())
process.exitCode = failed === 0 ? 0 : 1
