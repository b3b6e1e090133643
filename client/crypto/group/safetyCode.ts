import { scryptAsync } from '@noble/hashes/scrypt.js'
import { concat, utf8 } from '../bytes.ts'

const DIGITS = 20n

/**
 * Twenty digits that are the same for all members of one epoch of one group, and only for them. Slow on purpose
 * (scrypt, RFC 7914): who sits between two groups would have to try 2^33 pairs. It yields, so frames go on.
 */
export async function safetyCode(authenticator: Uint8Array, groupId: Uint8Array): Promise<string> {
  const salt = concat(utf8('consilium-code-1'), groupId)
  const hash = await scryptAsync(authenticator, salt, { N: 2 ** 15, r: 8, p: 1, dkLen: 16 })
  const number = hash.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return (number % 10n ** DIGITS).toString().padStart(Number(DIGITS), '0')
}
