import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { iceServers } from '../../../server/media/iceServers.ts'

const turn = { urls: ['turn:turn.example:3478'], secret: 'a secret that only coturn knows' }
const now = new Date('2026-11-22T10:00:00Z')

test('a TURN credential ends by itself after two hours, and coturn can check it', () => {
  const [server] = iceServers(turn, 'an-id', now)
  const [expiry, person] = server?.username?.split(':') ?? []
  expect(Number(expiry)).toBe(now.getTime() / 1000 + 7200)
  expect(person).toBe('an-id')
  const expected = createHmac('sha1', turn.secret)
    .update(server?.username ?? '')
    .digest('base64')
  expect(server?.credential).toBe(expected)
})

test('without a relay none is told of', () => {
  expect(iceServers(undefined, 'an-id', now)).toEqual([])
})
