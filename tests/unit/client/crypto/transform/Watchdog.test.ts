import { expect, test } from 'vitest'
import {
  encodedFrames,
  Watchdog,
  type FrameCount,
} from '../../../../../client/crypto/transform/Watchdog.ts'

/** What it says of a stream, look by look. */
function watch(looks: readonly (readonly [encoded: number, seen: number])[]): readonly boolean[] {
  let leaks = false
  const watchdog = new Watchdog(() => (leaks = true))
  return looks.map(([encoded, seen]) => {
    leaks = false
    watchdog.look(new Map<string, FrameCount>([['camera', { encoded, seen }]]))
    return leaks
  })
}

test('a stream that passes through its transform is left alone, as are frames on their way', () => {
  const looks = Array.from({ length: 30 }, (_, second) => [second * 90, second * 90 - 80] as const)
  expect(watch(looks.slice(1))).not.toContain(true)
})

test('a stream that goes past its transform is found at the third look', () => {
  expect(
    watch([
      [0, 0],
      [30, 0],
      [60, 0],
    ]),
  ).toEqual([false, false, true]) // prettier
})

test('a transform that stops, because its worker died, is found within two seconds', () => {
  expect(
    watch([
      [0, 0],
      [30, 30],
      [60, 45],
      [90, 45],
      [120, 45],
    ]),
  ).toEqual(
    [false, false, false, true, true], // prettier
  )
})

test('a still picture that leaks a frame a second is found too', () => {
  const looks = Array.from({ length: 12 }, (_, second) => [second, 0] as const)
  expect(watch(looks).indexOf(true)).toBe(7)
})

test('frames that the transform sees and keeps, because there is no key, are no leak', () => {
  const looks = Array.from({ length: 10 }, (_, second) => [0, second * 50] as const)
  expect(watch(looks)).not.toContain(true)
})

test('five frames lost at the start are no leak, nor is a stream that begins anew', () => {
  expect(
    watch([
      [0, 0],
      [35, 30],
      [65, 60],
      [0, 0],
      [30, 30],
      [60, 60],
    ]),
  ).not.toContain(true) // prettier
})

test('two streams are told apart', () => {
  const leaking: string[] = []
  const watchdog = new Watchdog((stream) => leaking.push(stream))
  for (let second = 0; second < 3; second += 1)
    watchdog.look(
      new Map([
        ['camera', { encoded: second * 30, seen: second * 30 }],
        ['screen', { encoded: second * 30, seen: 0 }],
      ]),
    )
  expect(leaking).toEqual(['screen'])
})

test('all layers of a picture count, and of sound the packets', () => {
  const report = (...stats: readonly object[]) =>
    new Map(stats.map((one, index) => [`${index}`, one])) as unknown as RTCStatsReport
  const layer = { type: 'outbound-rtp', kind: 'video', packetsSent: 900 }
  expect(
    encodedFrames(
      report({ ...layer, framesEncoded: 10 }, { ...layer, framesEncoded: 20 }, { type: 'codec' }),
    ),
  ).toBe(30)
  expect(encodedFrames(report({ type: 'outbound-rtp', kind: 'audio', packetsSent: 50 }))).toBe(50)
})
