import { describe, expect, test } from 'vitest'
import { arrivals } from '../../../../client/features/admit/arrivals.ts'
import { hotkeyOf, type Press } from '../../../../client/features/controls/hotkeyOf.ts'
import { newsOf } from '../../../../client/features/notices/newsOf.ts'
import type { PeerView, WaitingView } from '../../../../shared/protocol/room.ts'

const peer = (name: string, change: Partial<PeerView> = {}): PeerView => ({
  peerId: name,
  personId: name,
  name,
  role: 'clinician',
  handRaised: false,
  connected: true,
  streams: [],
  ...change,
})
const screen: PeerView['streams'] = [{ producerId: 'p', source: 'screen', paused: false }]

describe('what is told of a room', () => {
  test.each([
    ['who comes', [], [peer('Ann')], ['news.joined']],
    ['who goes', [peer('Ann')], [], ['news.left']],
    ['whose line breaks', [peer('Ann')], [peer('Ann', { connected: false })], ['news.lost']],
    ['who is back', [peer('Ann', { connected: false })], [peer('Ann')], ['news.back']],
    ['a raised hand', [peer('Ann')], [peer('Ann', { handRaised: true })], ['news.hand']],
    ['who leads now', [peer('Ann')], [peer('Ann', { role: 'host' })], ['news.host']],
    ['a shown screen', [peer('Ann')], [peer('Ann', { streams: screen })], ['news.shares']],
    ['nothing of a lowered hand', [peer('Ann', { handRaised: true })], [peer('Ann')], []],
  ] as const)('%s', (_, before, now, words) => {
    expect(newsOf(before, now, 'me').map((news) => news.words)).toEqual(words)
  })

  test('nothing about oneself', () => {
    expect(newsOf([], [peer('me', { handRaised: true })], 'me')).toEqual([])
    expect(newsOf([peer('me')], [], 'me')).toEqual([])
  })
})

test('the bell rings for whoever was not waiting before, and not again for who was', () => {
  const waits = (peerId: string): WaitingView => ({
    peerId,
    name: peerId,
    role: 'patient',
    since: '2026-11-22T13:00:00Z',
  })
  expect(arrivals([waits('a')], [waits('a'), waits('b')])).toEqual([waits('b')])
  expect(arrivals([waits('a')], [])).toEqual([])
})

test('a letter is a key in either case; chords, held keys and named keys are not', () => {
  const press = (key: string, change: Partial<Press> = {}): Press => ({
    key,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    repeat: false,
    ...change,
  })
  expect(hotkeyOf(press('m'))).toBe('M')
  expect(hotkeyOf(press('?'))).toBe('?')
  expect(hotkeyOf(press('p', { ctrlKey: true }))).toBeUndefined()
  expect(hotkeyOf(press('p', { metaKey: true }))).toBeUndefined()
  expect(hotkeyOf(press('m', { repeat: true }))).toBeUndefined()
  expect(hotkeyOf(press('Enter'))).toBeUndefined()
})
