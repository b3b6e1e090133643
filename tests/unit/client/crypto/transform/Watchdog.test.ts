import { expect, test } from 'vitest'
import {
  sentBy,
  Watchdog,
  type StreamCount,
} from '../../../../../client/crypto/transform/Watchdog.ts'

const FRAME_BYTES = 1_000

/** Frames encoded, seen by the transform, and how many left. */
type Look = readonly [encoded: number, seen: number, left: number]

const sealedOf = (seen: number) => ({ seen, bytes: seen * FRAME_BYTES })

const countOf = ([encoded, seen, left]: Look): StreamCount => ({
  sent: { encoded, bytes: left * FRAME_BYTES },
  sealed: { before: sealedOf(seen), after: sealedOf(seen) },
})

/** What it says of a stream, look by look. */
function watch(looks: readonly Look[]): readonly boolean[] {
  let leaks = false
  const watchdog = new Watchdog(() => (leaks = true))
  return looks.map((look) => {
    leaks = false
    watchdog.look(new Map([['camera', countOf(look)]]))
    return leaks
  })
}

const seconds = (count: number, look: (second: number) => Look) =>
  Array.from({ length: count }, (_, second) => look(second))

test('a stream that passes through its transform is left alone, as are frames on their way', () => {
  expect(watch(seconds(30, (at) => [at * 90 + 80, at * 90, at * 90]))).not.toContain(true)
})

test('a stream that goes past its transform is found at the third look', () => {
  expect(watch(seconds(3, (at) => [at * 30, 0, at * 30]))).toEqual([false, false, true])
})

test('a stream that goes past it in the middle of a call is found within two seconds', () => {
  const seen = [0, 30, 45, 45, 45]
  const looks = seconds(5, (at) => [at * 30, seen[at] ?? 0, at * 30])
  expect(watch(looks)).toEqual([false, false, false, true, true])
})

test('one of three layers that goes past it is found', () => {
  const looks = seconds(6, (at) => [at * 90, at * 60, at * 90])
  expect(watch(looks)).toContain(true)
})

test('a still picture that leaks a frame a second is found too', () => {
  expect(watch(seconds(12, (at) => [at, 0, at])).indexOf(true)).toBe(7)
})

test('a worker that died, or that a busy device keeps waiting, lets nothing out and is no leak', () => {
  const seen = [0, 30, 45, 45, 45, 45]
  const looks = seconds(6, (at) => [at * 30, seen[at] ?? 0, seen[at] ?? 0])
  expect(watch(looks)).not.toContain(true)
})

test('a worker that answers late, now and then, is no leak', () => {
  const found: string[] = []
  const watchdog = new Watchdog((stream) => found.push(stream))
  for (let second = 0; second < 20; second += 1) {
    const late = second % 5 === 0 ? 4 : 0
    const [frames, later] = [second * 30, (second + late) * 30]
    const sealed = { before: sealedOf(frames), after: sealedOf(later) }
    const sent = { encoded: frames, bytes: frames * FRAME_BYTES }
    // Until it has answered there is no other look.
    watchdog.look(new Map([['camera', { sent, sealed }]]))
    second += late
  }
  expect(found).toEqual([])
})

test('what is encoded and, for want of bandwidth, never sent is no leak', () => {
  expect(watch(seconds(12, (at) => [at * 90, at * 60, at * 60]))).not.toContain(true)
})

test('frames that the transform sees and keeps, because there is no key, are no leak', () => {
  expect(watch(seconds(10, (at) => [at * 50, at * 50, 0]))).not.toContain(true)
})

test('five frames lost at the start are no leak, nor is a stream that begins anew', () => {
  const looks: readonly Look[] = [
    [0, 0, 0],
    [35, 30, 35],
    [65, 60, 65],
    [0, 0, 0],
    [30, 30, 30],
    [60, 60, 60],
  ]
  expect(watch(looks)).not.toContain(true)
})

test('two streams are told apart', () => {
  const leaking: string[] = []
  const watchdog = new Watchdog((stream) => leaking.push(stream))
  for (let second = 0; second < 3; second += 1)
    watchdog.look(
      new Map([
        ['camera', countOf([second * 30, second * 30, second * 30])],
        ['screen', countOf([second * 30, 0, second * 30])],
      ]),
    )
  expect(leaking).toEqual(['screen'])
})

test('all layers of a picture count, of sound the packets, and nothing that is sent again', () => {
  const report = (...stats: readonly object[]) =>
    new Map(stats.map((one, index) => [`${index}`, one])) as unknown as RTCStatsReport
  const layer = { type: 'outbound-rtp', kind: 'video', packetsSent: 900, bytesSent: 70 }
  const again = { ...layer, framesEncoded: 20, retransmittedBytesSent: 10 }
  const layers = report({ ...layer, framesEncoded: 10 }, again, { type: 'codec' })
  expect(sentBy(layers)).toEqual({ encoded: 30, bytes: 130 })
  const sound = report({ type: 'outbound-rtp', kind: 'audio', packetsSent: 50, bytesSent: 9 })
  expect(sentBy(sound)).toEqual({ encoded: 50, bytes: 9 })
})
