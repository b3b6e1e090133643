import { expect, test } from 'vitest'
import { initials } from '../../../../client/ui/initials.ts'

test('initials are of first and last name, without titles, in any script', () => {
  expect(initials('Dr Jana Weber')).toBe('JW')
  expect(initials('Prof. Dr. Anna Maria von Berg')).toBe('AB')
  expect(initials('Élodie')).toBe('É')
  expect(initials('李 小龍')).toBe('李小')
  expect(initials('  ')).toBe('')
})
