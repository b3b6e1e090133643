import { expect, test } from 'vitest'
import { FrameKeys } from '../../../../../client/crypto/sframe/FrameKeys.ts'
import { FrameSealer } from '../../../../../client/crypto/sframe/FrameSealer.ts'
import { annaToBen, frame, MICROPHONE, openerOf, ROSTER, sealed, secretOf } from './people.ts'

const WITHOUT_ANNA = new Map([...ROSTER].filter(([leaf]) => leaf !== 0))

test('frames of the epoch before are opened for 10 seconds, and then no more', async () => {
  const { sealer, opener, shown, ben, clock } = await annaToBen()
  const late = [await sealed(sealer, '01'), await sealed(sealer, '02')] as const
  await ben.advance(secretOf(2, 1))
  clock.now = 9_999
  await opener.open({ data: late[0] })
  clock.now = 10_000
  await opener.open({ data: late[1] })
  expect(shown).toEqual(['01'])
})

test('who was removed is not heard from that moment, though others of the epoch before still are', async () => {
  const { sealer, opener, shown, counts, ben, clock } = await annaToBen()
  const carl = new FrameKeys(() => clock.now)
  await carl.advance(secretOf(1, 2))
  const ofCarl = openerOf(ben, { personId: 'carl', ...MICROPHONE }, clock)
  const [late, lateOfCarl] = [
    await sealed(sealer, '01'),
    await sealed(new FrameSealer(carl, MICROPHONE), '03'),
  ]
  await ben.advance(secretOf(2, 1, WITHOUT_ANNA))
  await opener.open({ data: late })
  await ofCarl.opener.open({ data: lateOfCarl })
  expect(shown).toEqual([])
  expect(counts.foreign).toBe(1)
  expect(ofCarl.shown).toEqual(['03'])
})

test('who takes the place of somebody removed is not taken for them', async () => {
  const { sealer, opener, shown, ben, clock } = await annaToBen()
  const late = await sealed(sealer, '01')
  const withDora = new Map(ROSTER).set(0, 'dora')
  await ben.advance(secretOf(2, 1, withDora))
  const asDora = openerOf(ben, { personId: 'dora', ...MICROPHONE }, clock)
  await opener.open({ data: late.slice() })
  await asDora.opener.open({ data: late.slice() })
  expect([...shown, ...asDora.shown]).toEqual([])
})

test('a sender uses the new epoch at once, also while a frame waits for its key', async () => {
  const { anna, ben, sealer, opener, shown } = await annaToBen()
  const waiting = sealer.seal(frame('01'))
  const advanced = anna.advance(secretOf(2, 0))
  const data = await waiting
  await advanced
  ben.close()
  await ben.advance(secretOf(2, 1))
  await opener.open({ data: data ?? frame('') })
  expect(shown).toEqual(['01'])
})

test('frames of an epoch that is still on its way are held, and shown in order', async () => {
  const { sealer, opener, shown, anna, ben, clock } = await annaToBen()
  const old = await sealed(sealer, '00')
  await anna.advance(secretOf(2, 0))
  await opener.open({ data: await sealed(sealer, '01') })
  await opener.open({ data: await sealed(sealer, '02') })
  await opener.open({ data: old })
  expect(shown).toEqual(['00'])
  clock.now = 1_999
  const advanced = ben.advance(secretOf(2, 1))
  await opener.open({ data: await sealed(sealer, '03') })
  await advanced
  expect(shown).toEqual(['00', '01', '02', '03'])
})

test('held frames are shown when the epoch comes, though no other frame follows', async () => {
  const { sealer, opener, shown, anna, ben } = await annaToBen()
  await anna.advance(secretOf(2, 0))
  await opener.open({ data: await sealed(sealer, '01') })
  await ben.advance(secretOf(2, 1))
  await opener.expire()
  expect(shown).toEqual(['01'])
})

test('what was held comes before what followed, however close the epoch is behind it', async () => {
  const { sealer, opener, shown, anna, ben } = await annaToBen()
  await anna.advance(secretOf(2, 0))
  await opener.open({ data: await sealed(sealer, '01') })
  const [next, last] = [await sealed(sealer, '02'), await sealed(sealer, '03')]
  const opened = [opener.open({ data: next }), opener.open({ data: last })]
  await ben.advance(secretOf(2, 1))
  await Promise.all(opened)
  expect(shown).toEqual(['01', '02', '03'])
})

test('who is removed while their frame is being opened is not shown', async () => {
  for (let steps = 0; steps < 40; steps += 1) {
    const { sealer, opener, shown, ben } = await annaToBen()
    const opened = opener.open({ data: await sealed(sealer, '01') })
    for (let step = 0; step < steps; step += 1) await Promise.resolve()
    const before = shown.length
    const advanced = ben.advance(secretOf(2, 1, WITHOUT_ANNA))
    await Promise.all([opened, advanced])
    expect(shown).toHaveLength(before)
  }
})

test('an epoch that comes too late does not show what waited for it', async () => {
  const { sealer, opener, shown, counts, anna, ben, clock } = await annaToBen()
  await anna.advance(secretOf(2, 0))
  await opener.open({ data: await sealed(sealer, '01') })
  clock.now = 2_000
  await ben.advance(secretOf(2, 1))
  await opener.open({ data: await sealed(sealer, '02') })
  expect(shown).toEqual(['02'])
  expect(counts.early).toBe(1)
})

test('a frame whose epoch does not come within 2 seconds is dropped', async () => {
  const { sealer, opener, shown, counts, anna, ben, clock } = await annaToBen()
  await anna.advance(secretOf(2, 0))
  await opener.open({ data: await sealed(sealer, '01') })
  clock.now = 1_000
  await opener.open({ data: await sealed(sealer, '02') })
  clock.now = 2_000
  await opener.expire()
  expect(counts.early).toBe(1)
  await ben.advance(secretOf(2, 1))
  await opener.expire()
  expect(shown).toEqual(['02'])
})

test('no more than 300 frames are held', async () => {
  const { sealer, opener, shown, counts, anna, ben } = await annaToBen()
  await anna.advance(secretOf(2, 0))
  for (let count = 0; count < 310; count += 1)
    await opener.open({ data: await sealed(sealer, '01') })
  expect(counts.crowded).toBe(10)
  await ben.advance(secretOf(2, 1))
  await opener.expire()
  expect(shown).toHaveLength(300)
})

test('held frames of somebody whom the new epoch does not have are not shown', async () => {
  const { sealer, opener, shown, anna, ben } = await annaToBen()
  await anna.advance(secretOf(2, 0))
  await opener.open({ data: await sealed(sealer, '01') })
  await ben.advance(secretOf(2, 1, WITHOUT_ANNA))
  await opener.expire()
  expect(shown).toEqual([])
})

test('an epoch whose lowest bits are used again ends the earlier one', async () => {
  const { sealer, opener, shown, counts, ben } = await annaToBen()
  const late = await sealed(sealer, '01')
  const baseKey = new Uint8Array(16).fill(77)
  await ben.advance({ epoch: 257, baseKey, selfLeaf: 1, members: ROSTER })
  await opener.open({ data: late })
  expect(shown).toEqual([])
  expect(counts.forged).toBe(1)
})

test('a new group may begin at an earlier epoch', async () => {
  const { sealer, opener, shown, anna, ben } = await annaToBen()
  for (const keys of [anna, ben]) await keys.advance(secretOf(9, keys === anna ? 0 : 1))
  await Promise.all([anna.advance(secretOf(0, 0)), ben.advance(secretOf(0, 1))])
  await opener.open({ data: await sealed(sealer, '01') })
  expect(shown).toEqual(['01'])
})

test('a secret that is none ends sending, instead of going on with the one before', async () => {
  const { anna, sealer } = await annaToBen()
  const garbage = { epoch: 2, baseKey: new Uint8Array(3), selfLeaf: 0, members: ROSTER }
  await expect(anna.advance(garbage)).rejects.toThrow(RangeError)
  expect(await sealer.seal(frame('01'))).toBeUndefined()
})

test('a closed receiver shows nothing of what it held', async () => {
  const { sealer, opener, shown, anna, ben } = await annaToBen()
  await anna.advance(secretOf(2, 0))
  await opener.open({ data: await sealed(sealer, '01') })
  opener.close()
  await ben.advance(secretOf(2, 1))
  await opener.expire()
  expect(shown).toEqual([])
})
