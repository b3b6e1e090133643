import { expect, test } from 'vitest'
import { rosterOf } from '../../../../../client/call/group/roster.ts'
import { securityOf, type Member } from '../../../../../client/call/group/security.ts'
import { peer, place } from './people.ts'

const member = (word: string, more: Partial<Member> = {}): Member => ({
  leafKey: `${word}-leaf`,
  personId: `${word}-person`,
  name: word,
  role: 'clinician',
  self: false,
  verified: false,
  ...more,
})

test('whom the server lists without keys is not shown, and names are those of the keys', () => {
  const peers = [peer('doctor'), peer('ghost')]
  const shown = rosterOf(peers, [member('doctor')], [place('doctor'), place('ghost')])
  expect(shown.map(({ name }) => name)).toEqual(['doctor'])
})

test('nobody is shown in the place of another', () => {
  const swapped = [{ peerId: 'patient-place', leafKey: 'doctor-leaf' }]
  expect(rosterOf([peer('patient')], [member('doctor')], swapped)).toEqual([])
})

test.each([
  [
    'no keys and nobody who could give them',
    [],
    false,
    undefined,
    { state: 'opening', hostMissing: true },
  ],
  ['no keys yet', [], true, undefined, { state: 'opening', hostMissing: false }],
  [
    'alone',
    [member('me', { self: true })],
    true,
    undefined,
    { state: 'encrypted', verified: false },
  ],
  [
    'one who was not checked',
    [member('me', { self: true }), member('a', { verified: true }), member('b')],
    true,
    undefined,
    { state: 'encrypted', verified: false },
  ],
  [
    'all of whom were checked',
    [member('me', { self: true }), member('a', { verified: true })],
    true,
    undefined,
    { state: 'encrypted', verified: true },
  ],
  [
    'anything wrong',
    [member('me', { self: true }), member('a', { verified: true })],
    true,
    'leak',
    { state: 'stopped', why: 'leak' },
  ],
] as const)('with %s the page says so', (_, members, founded, stop, security) => {
  expect(securityOf({ members, founded, stop })).toEqual(security)
})
