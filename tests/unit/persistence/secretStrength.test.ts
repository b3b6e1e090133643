import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { weaknessOf } from '../../../server/persistence/secretStrength.ts'

test('random bytes are a secret, in base64, base64url and hex', () => {
  for (let n = 0; n < 200; n++) {
    expect(weaknessOf(randomBytes(32).toString('base64'))).toBeUndefined()
    expect(weaknessOf(randomBytes(32).toString('base64url'))).toBeUndefined()
    expect(weaknessOf(randomBytes(32).toString('hex'))).toBeUndefined()
  }
})

test.each([
  ['short', randomBytes(31).toString('base64')],
  ['empty', ''],
  ['zeros', Buffer.alloc(32).toString('base64')],
  ['one letter', 'A'.repeat(64)],
  ['a repeated word', 'abcdefgh'.repeat(8)],
  ['a count', Buffer.from(Array.from({ length: 32 }, (_, n) => n)).toString('base64')],
  ['a sample', `changeme${randomBytes(32).toString('base64')}`],
  ['no base64', '!'.repeat(64)],
])('%s is not', (_, text) => {
  expect(weaknessOf(text)).toMatch(/\w/)
})
