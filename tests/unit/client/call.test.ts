import { expect, test } from 'vitest'
import { SPOKEN_VERSION } from '../../../client/call/Call.ts'
import { layerFor } from '../../../client/call/layers.ts'
import { countReceived, lineOf, lossBetween, steadyLine } from '../../../client/call/quality.ts'
import { dominant } from '../../../client/call/speaking.ts'
import { derive, Store } from '../../../client/call/Store.ts'
import { PROTOCOL_VERSION } from '../../../shared/protocol/protocol.ts'

test('the client speaks the version that the server understands', () => {
  expect(SPOKEN_VERSION).toBe(PROTOCOL_VERSION)
})

test.each([
  ['a thumbnail', { width: 320, height: 180 }, 0],
  ['a tile', { width: 640, height: 360 }, 1],
  ['the whole stage', { width: 1280, height: 720 }, 2],
])('a camera in %s asks for no more than it shows', (_, size, spatial) => {
  expect(layerFor('camera', size)).toEqual({ spatial, temporal: 2 })
})

test('what is not shown is not sent, and a screen is sent whole', () => {
  expect(layerFor('camera', null)).toBeNull()
  expect(layerFor('screen', { width: 0, height: 0 })).toBeNull()
  expect(layerFor('screen', { width: 320, height: 180 })).toEqual({ spatial: 2, temporal: 2 })
})

test('who speaks keeps the floor until another is clearly louder', () => {
  const both = (a: number, b: number) =>
    new Map([
      ['a', a],
      ['b', b],
    ])
  expect(dominant(both(0.001, 0.002), undefined)).toBeUndefined()
  expect(dominant(both(0.2, 0.1), undefined)).toBe('a')
  expect(dominant(both(0.2, 0.25), 'a')).toBe('a')
  expect(dominant(both(0.2, 0.4), 'a')).toBe('b')
  expect(dominant(both(0.001, 0.1), 'a')).toBe('b')
})

test('the line is weak by loss or by delay, and lost without a connection', () => {
  const reading = { connected: true, roundTripSeconds: 0.05, loss: 0 }
  expect(lineOf(reading)).toBe('good')
  expect(lineOf({ ...reading, loss: 0.1 })).toBe('weak')
  expect(lineOf({ ...reading, roundTripSeconds: 0.9 })).toBe('weak')
  expect(lineOf({ ...reading, connected: false })).toBe('lost')
})

test('a hiccup of the line is not spoken of, a lost line at once', () => {
  const say = steadyLine()
  expect(['weak', 'weak', 'good', 'weak'].map((line) => say(line as 'weak'))).toEqual(
    Array(4).fill('good'),
  )
  const said = Array.from({ length: 4 }, () => say('weak'))
  expect(said.at(-1)).toBe('weak')
  expect(say('lost')).toBe('lost')
  expect(say('good')).toBe('lost')
})

test('loss is counted between two readings, and a packet that comes late is no loss', () => {
  expect(lossBetween({ received: 100, lost: 0 }, { received: 190, lost: 10 })).toBe(0.1)
  expect(lossBetween({ received: 100, lost: 5 }, { received: 200, lost: 4 })).toBe(0)
  expect(lossBetween({ received: 0, lost: 0 }, { received: 0, lost: 0 })).toBe(0)
})

test('probes of the bandwidth are no media: that some never arrive says nothing of the line', () => {
  const sound = { type: 'inbound-rtp', mid: '0', packetsReceived: 391, packetsLost: 2 }
  const probes = { type: 'inbound-rtp', mid: 'probator', packetsReceived: 34, packetsLost: 32 }
  const report = new Map(Object.entries({ sound, probes, codec: { type: 'codec' } }))
  // A report is read as a Map is; only browsers can make one.
  expect(countReceived(report as unknown as RTCStatsReport)).toEqual({ received: 391, lost: 2 })
})

test('a store tells its watchers of changes only, until they stop watching', () => {
  const store = new Store(1)
  const doubled = derive(store, (value) => value * 2)
  let told = 0
  const stop = store.watch(() => (told += 1))
  store.set(1)
  store.set(2)
  stop()
  store.set(3)
  expect([told, doubled.get()]).toEqual([1, 6])
})
