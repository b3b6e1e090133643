import { execFileSync } from 'node:child_process'

/** The address by which Firefox reaches media, as scripts/suite/ownNetwork.sh has laid it. */
const ADDRESS = '10.77.0.1/24'

export interface OwnNetwork {
  /** Media finds no way any more; loopback, and with it the page and its socket, stays. */
  readonly takeAway: () => void
  readonly giveBack: () => void
}

/** The network of these tests alone, where there is one and this user may change it. */
export function ownNetwork(): OwnNetwork | undefined {
  if (process.env['OWN_NETWORK'] !== 'yes' || process.getuid?.() !== 0) return undefined
  const ip = (...args: readonly string[]) => void execFileSync('ip', args)
  return {
    takeAway: () => ip('address', 'delete', ADDRESS, 'dev', 'wire'),
    giveBack() {
      ip('address', 'add', ADDRESS, 'dev', 'wire')
      ip('route', 'add', 'default', 'via', '10.77.0.254')
    },
  }
}
