import { existsSync } from 'node:fs'
import { installSystemPackages } from './installSystemPackages.mjs'
import { which } from './run.mjs'
import { step } from './step.mjs'

/** What the tests run besides Node: the program, the Debian package that has it, and the variable that names another. */
const PROGRAMS = [
  { program: 'chromium', from: 'chromium', variable: 'CHROMIUM_PATH' },
  { program: 'firefox-esr', from: 'firefox-esr', variable: 'FIREFOX_PATH' },
  { program: 'redis-server', from: 'redis-server', variable: 'REDIS_SERVER_PATH' },
  { program: 'ip', from: 'iproute2', variable: undefined },
]

/**
 * Installs the browsers and servers that the tests need and this machine lacks.
 * @param {Readonly<Record<string, string | undefined>>} env
 */
export async function ensureTestPrograms(env) {
  const missing = PROGRAMS.filter(({ program, variable }) => {
    const named = variable && env[variable]
    return named ? !existsSync(named) : !which(program)
  })
  if (missing.length === 0) return
  const packages = missing.map(({ from }) => from)
  await step(`Installing ${packages.join(', ')}`, (say) =>
    installSystemPackages(packages, 'npm test', say),
  )
}
