import { AppError } from '../shared/AppError.ts'
import { Environment } from './config.ts'

/** Reads every setting, or says of each wrong one what is wrong with it. An empty variable counts as not set. */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''),
  )
  const read = Environment.safeParse(given)
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new AppError('bad_request', faults.join('\n'))
  }
  const unsafe = faultsInProduction(read.data)
  if (unsafe.length > 0) throw new AppError('bad_request', unsafe.join('\n'))
  return read.data
}

/** What is good enough to try the product, and not for patients. */
function faultsInProduction(env: Environment): readonly string[] {
  if (env.NODE_ENV !== 'production') return []
  const faults: string[] = []
  if (env.PUBLIC_URL === undefined)
    faults.push('PUBLIC_URL: is not set; it is the address that people open')
  else if (!env.PUBLIC_URL.startsWith('https://'))
    faults.push('PUBLIC_URL: must begin with https://, because browsers give no camera without it')
  if (env.DEMO === true)
    faults.push('DEMO: a demo centre has known passwords; it is refused in production')
  if (env.TURN_URLS && !env.TURN_SECRET) faults.push('TURN_SECRET: is not set, but TURN_URLS is')
  if (env.SMTP_URL && !env.MAIL_FROM) faults.push('MAIL_FROM: is not set, but SMTP_URL is')
  return faults
}
