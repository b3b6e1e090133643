import { expect, test } from 'vitest'
import { ReplayWindow } from '../../../../../client/crypto/sframe/ReplayWindow.ts'

test('a counter is taken once', () => {
  const window = new ReplayWindow()
  expect([0, 0, 1, 3, 2, 1, 2, 3, 4].map((counter) => window.take(counter))).toEqual(
    [true, false, true, true, true, false, false, false, true], // prettier
  )
})

test('what lies more than 1024 behind the newest is too old', () => {
  const window = new ReplayWindow()
  window.take(2_000)
  expect(window.take(2_000 - 1_024)).toBe(false)
  expect(window.take(2_000 - 1_023)).toBe(true)
})

test('a counter that was passed over may still come, also after a leap', () => {
  const window = new ReplayWindow()
  window.take(5)
  window.take(5 + 1_500)
  expect(window.take(5)).toBe(false)
  expect(window.take(5 + 1_024)).toBe(true)
  expect(window.take(Number.MAX_SAFE_INTEGER)).toBe(true)
  expect(window.take(5 + 1_500)).toBe(false)
})

test('it says the same as a list of all counters, in whatever order they come', () => {
  const window = new ReplayWindow()
  const taken = new Set<number>()
  let newest = -1
  let random = 7
  for (let step = 0; step < 20_000; step += 1) {
    random = (random * 48_271) % 2_147_483_647
    const counter = Math.max(0, Math.floor(step / 4) + (random % 2_400) - 1_200)
    const expected = counter > newest - 1_024 && !taken.has(counter)
    expect(window.take(counter), `counter ${counter} after ${newest}`).toBe(expected)
    if (expected) taken.add(counter)
    newest = Math.max(newest, expected ? counter : newest)
  }
})
