import { networkInterfaces } from 'node:os'

const LOOPBACK = '127.0.0.1'

/**
 * Loopback, and this machine's first address on a network: Firefox does not reach media on loopback, and a phone in
 * the same network reaches the other one.
 */
export function mediaAddresses(): readonly string[] {
  const outward = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)
  return outward ? [LOOPBACK, outward.address] : [LOOPBACK]
}
