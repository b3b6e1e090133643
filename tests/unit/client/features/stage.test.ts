import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import {
  cornerByKey,
  CORNERS,
  nearestCorner,
  nextCorner,
} from '../../../../client/features/stage/corner.ts'
import { facesOf, type Face } from '../../../../client/features/stage/faces.ts'
import { gridShape } from '../../../../client/features/stage/gridShape.ts'
import { stagePlan, type StageWish } from '../../../../client/features/stage/stagePlan.ts'
import type { RemoteStream } from '../../../../client/call/Incoming.ts'
import type { PeerView } from '../../../../shared/protocol/room.ts'
import { fitOf } from '../../../../client/ui/fitOf.ts'

const peer = (peerId: string, change: Partial<PeerView> = {}): PeerView => ({
  peerId,
  personId: peerId,
  name: peerId,
  role: 'clinician',
  handRaised: false,
  connected: true,
  streams: [],
  ...change,
})
const stream = (peerId: string, source: RemoteStream['source'], paused = false): RemoteStream => ({
  consumerId: `${peerId}-${source}`,
  peerId,
  source,
  // Node has no MediaStream, and nothing here looks into one.
  stream: {} as MediaStream,
  paused,
})
const face = (peerId: string, change: Partial<Face> = {}): Face => ({
  ...facesOf([peer(peerId)], [], undefined, undefined)[0]!,
  ...change,
})
const wish = (change: Partial<StageWish> = {}): StageWish => ({
  mode: 'grid',
  pinned: undefined,
  lastSpeaker: undefined,
  ...change,
})

describe('what is shown large', () => {
  const [anna, ben, carla] = [face('anna'), face('ben'), face('carla')]

  test('nobody else is there', () => {
    expect(stagePlan([], wish())).toEqual({ layout: 'alone' })
  })

  test('with one other person, that person fills the stage in every mode', () => {
    expect(stagePlan([anna], wish())).toEqual({ layout: 'pair', other: anna })
    expect(stagePlan([anna], wish({ mode: 'spotlight' }))).toEqual({ layout: 'pair', other: anna })
  })

  test('a screen that is shown comes before everybody who speaks or was asked for', () => {
    const shows = face('ben', { screen: stream('ben', 'screen') })
    const plan = stagePlan([anna, shows], wish({ mode: 'spotlight', pinned: 'anna' }))
    expect(plan).toEqual({ layout: 'screen', owner: shows, strip: [anna, shows] })
  })

  test('the speaker is large, and stays while nobody speaks', () => {
    const plan = stagePlan([anna, ben, carla], wish({ mode: 'spotlight', lastSpeaker: 'ben' }))
    expect(plan).toEqual({ layout: 'spotlight', main: ben, strip: [anna, carla] })
  })

  test('whom the viewer asked for comes before the speaker, also out of the grid', () => {
    const plan = stagePlan([anna, ben, carla], wish({ pinned: 'carla', lastSpeaker: 'ben' }))
    expect(plan).toMatchObject({ layout: 'spotlight', main: carla })
  })

  test('whoever was asked for and has left is forgotten', () => {
    expect(stagePlan([anna, ben], wish({ pinned: 'carla' }))).toMatchObject({ layout: 'grid' })
  })
})

describe('a face', () => {
  const roster = [
    peer('me'),
    peer('anna', { streams: [{ producerId: 'p', source: 'microphone', paused: true }] }),
    peer('ben', {
      connected: false,
      streams: [{ producerId: 'q', source: 'microphone', paused: false }],
    }),
  ]

  test('is never one’s own', () => {
    expect(facesOf(roster, [], 'me', 'me').map(({ peerId }) => peerId)).toEqual(['anna', 'ben'])
  })

  test('has no picture while its camera is off', () => {
    const [anna, ben] = facesOf(
      roster,
      [stream('anna', 'camera', true), stream('ben', 'camera')],
      'me',
      undefined,
    )
    expect(anna?.camera).toBeUndefined()
    expect(ben?.camera?.consumerId).toBe('ben-camera')
  })

  test('is muted without an open microphone, and a lost one speaks no more', () => {
    const [anna, ben] = facesOf(roster, [], 'me', 'ben')
    expect([anna?.muted, ben?.muted]).toEqual([true, false])
    expect(ben?.speaking).toBe(false)
  })
})

describe('the grid', () => {
  test('stands in two columns on a wide screen and in one on an upright one', () => {
    expect(gridShape(2, { width: 1600, height: 900 }, 8).columns).toBe(2)
    expect(gridShape(2, { width: 390, height: 700 }, 8).columns).toBe(1)
    expect(gridShape(5, { width: 1600, height: 900 }, 8).columns).toBe(3)
    expect(gridShape(6, { width: 390, height: 700 }, 8).columns).toBe(2)
  })

  test('fits into its place, whatever place and however many', () => {
    const side = fc.integer({ min: 200, max: 8000 })
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), side, side, (count, width, height) => {
        const { columns, tile } = gridShape(count, { width, height }, 8)
        const rows = Math.ceil(count / columns)
        expect(columns * tile.width + (columns - 1) * 8).toBeLessThanOrEqual(width)
        expect(rows * tile.height + (rows - 1) * 8).toBeLessThanOrEqual(height)
        expect(tile.width).toBeGreaterThan(0)
      }),
    )
  })
})

describe('one’s own small picture', () => {
  test('goes where the arrow points', () => {
    expect(cornerByKey('bottomRight', 'ArrowUp')).toBe('topRight')
    expect(cornerByKey('bottomRight', 'ArrowLeft')).toBe('bottomLeft')
    expect(cornerByKey('topLeft', 'ArrowUp')).toBe('topLeft')
    expect(cornerByKey('topLeft', 'toString')).toBeUndefined()
  })

  test('lies in the corner nearest to where it was dropped', () => {
    expect(nearestCorner(10, 590, { width: 400, height: 600 })).toBe('bottomLeft')
    expect(nearestCorner(399, 20, { width: 400, height: 600 })).toBe('topRight')
  })

  test('visits all four corners by taps', () => {
    const visited = CORNERS.map((_, taps) =>
      Array.from({ length: taps }).reduce<(typeof CORNERS)[number]>(nextCorner, 'topLeft'),
    )
    expect(new Set(visited).size).toBe(4)
  })
})

test('a wide picture fills an upright phone; an upright one keeps forehead and chin on a wide screen', () => {
  expect(fitOf(16 / 9, 390 / 700)).toBe('cover')
  expect(fitOf(9 / 16, 16 / 9)).toBe('contain')
  expect(fitOf(4 / 3, 16 / 9)).toBe('cover')
})
