import { expect, test } from 'vitest'
import { FrameKeys } from '../../../../../client/crypto/sframe/FrameKeys.ts'
import { FrameSealer } from '../../../../../client/crypto/sframe/FrameSealer.ts'
import { authenticatedBytes } from '../../../../../client/crypto/sframe/layout.ts'
import { annaToBen, CAMERA, frame, keysAt, MICROPHONE, openerOf, sealed } from './people.ts'

/** The first bit of VP8 tells key frames, which are 0, from others. */
const KEY_FRAME = '1002009d012a80026801aabbccddeeff'
const DELTA_FRAME = '3100aabbccddeeff0011223344556677'

test('what one seals, the other sees', async () => {
  const { sealer, opener, shown, counts } = await annaToBen()
  for (const data of ['01', '0203', '04'.repeat(1_200)])
    await opener.open({ data: await sealed(sealer, data) })
  expect(shown).toEqual(['01', '0203', '04'.repeat(1_200)])
  expect(counts).toMatchObject({ opened: 3, malformed: 0, forged: 0 })
  expect(sealer.counts).toMatchObject({ seen: 3, sealed: 3 })
})

test('of VP8 the server sees 10 bytes of a key frame and one of others; of VP9 and Opus none', async () => {
  const clear = async (codec: 'vp8' | 'vp9' | 'opus', data: string) => {
    const sealer = new FrameSealer(await keysAt(1, 0), { source: 'camera', codec })
    const out = Buffer.from(await sealed(sealer, data))
    let same = 0
    while (out[same] === Buffer.from(data, 'hex')[same]) same += 1
    expect(out.at(-1)).toBe(0xe1)
    return { said: out.at(-2), same }
  }
  expect(await clear('vp8', KEY_FRAME)).toEqual({ said: 10, same: 10 })
  expect(await clear('vp8', DELTA_FRAME)).toEqual({ said: 1, same: 1 })
  expect(await clear('vp9', KEY_FRAME)).toEqual({ said: 0, same: 0 })
  expect(await clear('opus', DELTA_FRAME)).toEqual({ said: 0, same: 0 })
})

test('what a frame is of is authenticated with it', () => {
  const bytes = authenticatedBytes(new Uint8Array([0xaa]), 'screen', 'vp9', new Uint8Array([7, 8]))
  expect([...bytes]).toEqual([0xaa, 1, 2, 2, 2, 7, 8])
})

test('a VP8 frame that is shorter than its header is carried all the same', async () => {
  const { sealer, opener, shown } = await annaToBen(CAMERA)
  for (const data of ['10', '100200', '31', KEY_FRAME, DELTA_FRAME])
    await opener.open({ data: await sealed(sealer, data) })
  expect(shown).toEqual(['10', '100200', '31', KEY_FRAME, DELTA_FRAME])
})

test('the same frame twice is not the same ciphertext', async () => {
  const { sealer } = await annaToBen()
  const [first, second] = [await sealed(sealer, 'f8fffe'), await sealed(sealer, 'f8fffe')]
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(false)
})

test('no byte of a frame can be changed, left out or added', async () => {
  const { sealer, opener, shown } = await annaToBen(CAMERA)
  const data = Buffer.from(await sealed(sealer, KEY_FRAME))
  for (let at = 0; at < data.length; at += 1)
    for (const flip of [0x01, 0x80, 0xff]) {
      const changed = Buffer.from(data)
      changed[at] = (changed[at] ?? 0) ^ flip
      await opener.open({ data: new Uint8Array(changed).buffer })
    }
  for (let end = 0; end < data.length; end += 1) {
    await opener.open({ data: new Uint8Array(data.subarray(0, end)).buffer })
    await opener.open({ data: new Uint8Array(data.subarray(end)).buffer.slice(end === 0 ? 1 : 0) })
    const longer = [...data.subarray(0, end), 0, ...data.subarray(end)]
    await opener.open({ data: new Uint8Array(longer).buffer })
  }
  expect(shown).toEqual([])
  await opener.open({ data: new Uint8Array(data).buffer })
  expect(shown).toEqual([KEY_FRAME])
})

test('a frame in clear is never shown', async () => {
  const { opener, shown, counts } = await annaToBen(CAMERA)
  for (const data of [KEY_FRAME, DELTA_FRAME, 'ff', `${KEY_FRAME}00e1`, `${KEY_FRAME}0ae1`])
    await opener.open({ data: frame(data) })
  expect(shown).toEqual([])
  expect(counts.malformed + counts.early + counts.forged + counts.foreign).toBeGreaterThan(2)
})

test('an empty frame is not sent, and means nothing to a receiver', async () => {
  const { sealer, opener, counts } = await annaToBen()
  expect(await sealer.seal(frame(''))).toBeUndefined()
  const before = { ...counts }
  await opener.open({ data: frame('') })
  expect(counts).toEqual(before)
})

test('without a key nothing is sent', async () => {
  const keys = new FrameKeys(() => 0)
  const sealer = new FrameSealer(keys, MICROPHONE)
  expect(await sealer.seal(frame('01'))).toBeUndefined()
  await keys.advance({ epoch: 1, baseKey: new Uint8Array(16), selfLeaf: 0, members: new Map() })
  expect(await sealer.seal(frame('01'))).toBeDefined()
  keys.close()
  expect(await sealer.seal(frame('01'))).toBeUndefined()
  expect(sealer.counts).toMatchObject({ seen: 3, sealed: 1 })
})

test('while sending is held nothing leaves, and others are still seen', async () => {
  const { anna, ben, sealer, opener, shown } = await annaToBen()
  anna.hold(true)
  expect(await sealer.seal(frame('01'))).toBeUndefined()
  ben.hold(true)
  anna.hold(false)
  await opener.open({ data: await sealed(sealer, '02') })
  expect(shown).toEqual(['02'])
})

test('a frame that comes twice is shown once, by whatever way it comes the second time', async () => {
  const { sealer, opener, shown, counts, ben } = await annaToBen()
  const data = await sealed(sealer, '0102')
  const again = openerOf(ben, { personId: 'anna', ...MICROPHONE })
  await Promise.all([
    opener.open({ data: data.slice() }),
    again.opener.open({ data: data.slice() }),
    opener.open({ data: data.slice() }),
  ])
  expect([...shown, ...again.shown]).toEqual(['0102'])
  expect(counts.replayed + again.counts.replayed).toBe(2)
})

test('a picture of one person is not shown as that of another, nor a camera as a screen', async () => {
  const { sealer, ben } = await annaToBen(CAMERA)
  const data = await sealed(sealer, KEY_FRAME)
  const asCarl = openerOf(ben, { personId: 'carl', ...CAMERA })
  const asScreen = openerOf(ben, { personId: 'anna', source: 'screen', codec: 'vp8' })
  const asVp9 = openerOf(ben, { personId: 'anna', source: 'camera', codec: 'vp9' })
  for (const { opener } of [asCarl, asScreen, asVp9]) await opener.open({ data: data.slice() })
  expect([asCarl, asScreen, asVp9].flatMap(({ shown }) => shown)).toEqual([])
  expect(asCarl.counts.foreign).toBe(1)
  expect(asScreen.counts.foreign).toBe(1)
  expect(asVp9.counts.forged).toBe(1)
})

test('a frame of another group with the same places and epoch does not open', async () => {
  const { opener, shown, counts } = await annaToBen()
  const stranger = new FrameKeys(() => 0)
  const baseKey = new Uint8Array(16).fill(99)
  await stranger.advance({ epoch: 1, baseKey, selfLeaf: 0, members: new Map() })
  await opener.open({ data: await sealed(new FrameSealer(stranger, MICROPHONE), '01') })
  expect(shown).toEqual([])
  expect(counts.forged).toBe(1)
})

test('a base key is wiped once it was taken', async () => {
  const keys = new FrameKeys(() => 0)
  const baseKey = new Uint8Array(16).fill(7)
  await keys.advance({ epoch: 1, baseKey, selfLeaf: 0, members: new Map() })
  expect([...baseKey]).toEqual([...new Uint8Array(16)])
})
