import { hkdfSync } from 'node:crypto'

const KEY_BYTES = 32

/** A key for one purpose out of a configured secret (HKDF, RFC 5869), so that no key serves two. */
export function derivedKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `consilium ${purpose}`, KEY_BYTES))
}
