import { expect, test } from 'vitest'
import { canonicalJson } from '../../../server/audit/canonicalJson.ts'

test('the example of RFC 8785 3.2.2 comes out as printed there', () => {
  const given = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
    literals: [null, true, false],
  }
  expect(canonicalJson(given)).toBe(
    String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
  )
})

test('keys are sorted by UTF-16 code units, as in RFC 8785 3.2.3', () => {
  const given = {
    '\u20ac': 1,
    '\r': 2,
    '\ufb33': 3,
    '1': 4,
    '\ud83d\ude00': 5,
    '\u0080': 6,
    '\u00f6': 7,
  }
  expect(
    canonicalJson(given)
      .match(/\d(?=[,}])/g)
      ?.join(''),
  ).toBe('2467153')
})

test('a number that JSON has no word for is refused', () => {
  expect(() => canonicalJson({ x: Number.NaN })).toThrow(RangeError)
  expect(() => canonicalJson([Number.POSITIVE_INFINITY])).toThrow(RangeError)
})
