import { expect, test } from 'vitest'
import { dutiesOf, turnOf } from '../../../../../client/call/group/duties.ts'
import { leaf, offer, peer, place, scene } from './people.ts'

const words = (offers: readonly { readonly name: string }[]) => offers.map(({ name }) => name)

test('while the people in the room are those in the group, nothing is to be done', () => {
  expect(dutiesOf(scene())).toEqual({ add: [], remove: [], asking: [] })
})

test('a guest who waits is not taken in until a person says so', () => {
  const guest = offer('relative', { kind: 'guest', mayHost: false, device: 'known' })
  const waits = scene({ waiting: [{ peerId: guest.peerId }], offers: [guest] })
  expect(dutiesOf(waits)).toEqual({ add: [], remove: [], asking: [] })
  const admitted = { ...waits, letIn: new Set([guest.deviceKey]) }
  expect(words(dutiesOf(admitted).add)).toEqual(['relative'])
})

test.each([
  ['secret', ['relative']],
  ['plain', ['relative']],
  ['without', ['relative']],
  ['shut', []],
] as const)(
  'a guest whom a person let in, by an invite that is %s: %j comes in',
  (invite, come) => {
    const guest = offer('relative', { kind: 'guest', mayHost: false, invite })
    const letIn = new Set([guest.deviceKey])
    const { add } = dutiesOf(scene({ waiting: [{ peerId: guest.peerId }], offers: [guest], letIn }))
    expect(words(add)).toEqual(come)
  },
)

test.each(['known', 'endorsed'] as const)(
  'a colleague on a %s device comes in by itself',
  (device) => {
    const colleague = offer('colleague', { device })
    const comes = scene({ roster: [...scene().roster, peer('colleague')], offers: [colleague] })
    expect(words(dutiesOf(comes).add)).toEqual(['colleague'])
  },
)

test.each(['first', 'changed'] as const)('a colleague on a %s device asks a person', (device) => {
  const colleague = offer('colleague', { device })
  const comes = scene({ roster: [...scene().roster, peer('colleague')], offers: [colleague] })
  const { add, asking } = dutiesOf(comes)
  expect([words(add), words(asking)]).toEqual([[], ['colleague']])
})

test('an offer without a place in the room is nobody’s', () => {
  expect(dutiesOf(scene({ offers: [offer('ghost', { device: 'known' })] })).add).toEqual([])
})

test('guests come in one by one, because a secret of theirs is in the commit', () => {
  const guests = ['a', 'b'].map((word) => offer(word, { kind: 'guest', mayHost: false }))
  const waiting = guests.map(({ peerId }) => ({ peerId }))
  const letIn = new Set(guests.map(({ deviceKey }) => deviceKey))
  expect(words(dutiesOf(scene({ waiting, offers: guests, letIn })).add)).toEqual(['a'])
})

test('whoever has left the room is taken out of the group', () => {
  expect(dutiesOf(scene({ roster: [peer('host')] })).remove).toEqual(['patient-leaf'])
})

test('right after a commit of ours nobody is taken out by a list that is older', () => {
  const now = scene()
  const ahead = { ...now.standing, epoch: 2, leaves: [...now.standing.leaves, leaf('new')] }
  expect(dutiesOf({ ...now, standing: ahead }).remove).toEqual([])
})

test('whom a person took out goes, though the server says that they wait', () => {
  const evicted = new Set(['patient-leaf'])
  const waiting = [{ peerId: 'patient-place' }]
  expect(dutiesOf(scene({ evicted, waiting, roster: [peer('host')] })).remove).toEqual([
    'patient-leaf',
  ])
})

test('of several hosts the one with the lowest leaf does it first, if it is connected', () => {
  const leaves = [leaf('other'), leaf('host', { self: true, index: 1 })]
  const members = [place('other'), place('host')]
  const both = scene({
    standing: { groupId: 'group', epoch: 1, leaves },
    server: { epoch: 1, members },
    roster: [peer('other'), peer('host')],
  })
  expect(turnOf(both)).toBe(1)
  const alone = { ...both, roster: [peer('other', { connected: false }), peer('host')] }
  expect(turnOf(alone)).toBe(0)
})
