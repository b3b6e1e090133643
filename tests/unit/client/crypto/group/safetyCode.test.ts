import { scryptSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { safetyCode } from '../../../../../client/crypto/group/safetyCode.ts'

test('the safety code is the one that another implementation of scrypt gives, and is of one group', async () => {
  const authenticator = new Uint8Array(32).fill(7)
  const groupId = new Uint8Array(16).fill(9)
  const salt = Buffer.concat([Buffer.from('consilium-code-1'), groupId])
  const options = { N: 32_768, r: 8, p: 1, maxmem: 2 ** 26 }
  const hash = BigInt(`0x${scryptSync(authenticator, salt, 16, options).toString('hex')}`)
  const code = await safetyCode(authenticator, groupId)
  expect(code).toBe((hash % 10n ** 20n).toString().padStart(20, '0'))
  expect(await safetyCode(authenticator, new Uint8Array(16))).not.toBe(code)
}, 60_000)
