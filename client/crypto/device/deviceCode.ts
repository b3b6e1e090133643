import { concat } from '../bytes.ts'

/** Crockford's base32: no letter that looks like another or like a digit. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 12

/**
 * Twelve signs that stand for both keys of a device, in three groups, to compare on two screens. Sixty bits: who wants
 * to put a device of theirs in its place would have to try 2^60 pairs of keys.
 */
export async function deviceCode(signingKey: Uint8Array, sealingKey: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', concat(signingKey, sealingKey))
  const bits = new Uint8Array(hash).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n)
  const signs = Array.from(
    { length: LENGTH },
    (_, place) => SIGNS[Number((bits >> BigInt(256 - 5 * (place + 1))) & 31n)],
  )
  return (signs.join('').match(/.{4}/g) ?? []).join(' ')
}
