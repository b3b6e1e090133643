import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FrameSealer } from '../../../../../client/crypto/sframe/FrameSealer.ts'
import { FrameKeys } from '../../../../../client/crypto/sframe/FrameKeys.ts'
import { CAMERA, frame, keysAt, MICROPHONE, ROSTER, secretOf } from './people.ts'

/** Every key and nonce with which anything was sealed. The key is told by what it was derived from. */
let used: string[] = []
const derivedFrom = new WeakMap<CryptoKey, string>()

const hex = (bytes: BufferSource) =>
  Buffer.from(
    bytes instanceof ArrayBuffer
      ? new Uint8Array(bytes)
      : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  ).toString('hex')

beforeEach(() => {
  used = []
  const { subtle } = crypto
  const [importKey, deriveKey, encrypt] = [
    subtle.importKey.bind(subtle),
    subtle.deriveKey.bind(subtle),
    subtle.encrypt.bind(subtle),
  ]
  vi.spyOn(subtle, 'importKey').mockImplementation(async (...input: unknown[]) => {
    const secret = hex(input[1] as BufferSource)
    const key = await (importKey as (...input: unknown[]) => Promise<CryptoKey>)(...input)
    derivedFrom.set(key, secret)
    return key
  })
  vi.spyOn(subtle, 'deriveKey').mockImplementation(async (...input) => {
    const key = await deriveKey(...input)
    const { info } = input[0] as HkdfParams
    derivedFrom.set(key, `${derivedFrom.get(input[1])} ${hex(info)}`)
    return key
  })
  vi.spyOn(subtle, 'encrypt').mockImplementation((algorithm, key, data) => {
    used.push(`${derivedFrom.get(key)} ${hex((algorithm as AesGcmParams).iv)}`)
    return encrypt(algorithm, key, data)
  })
})

afterEach(() => void vi.restoreAllMocks())

/** Many at once, as the layers of a simulcast come. */
async function send(sealer: FrameSealer, frames = 20): Promise<void> {
  await Promise.all(Array.from({ length: frames }, () => sealer.seal(frame('10aabb'))))
}

function expectNoNonceTwice(count: number): void {
  expect(used).toHaveLength(count)
  expect(new Set(used).size).toBe(count)
  expect(used.every((one) => !one.includes('undefined'))).toBe(true)
}

test('streams of one person never share a key and a nonce, also one that was stopped and begun anew', async () => {
  const keys = await keysAt(1, 0)
  for (const stream of [CAMERA, MICROPHONE, CAMERA, CAMERA])
    await send(new FrameSealer(keys, stream))
  expectNoNonceTwice(80)
})

test('people who come to the same base key never share a key and a nonce', async () => {
  for (const leaf of ROSTER.keys()) await send(new FrameSealer(await keysAt(1, leaf), CAMERA))
  expectNoNonceTwice(60)
})

test('an epoch whose lowest bits were used before has other keys', async () => {
  const keys = new FrameKeys(() => 0)
  const sealer = new FrameSealer(keys, CAMERA)
  for (let epoch = 1; epoch <= 258; epoch += 1) {
    const baseKey = new Uint8Array(16).fill(epoch & 0xff).fill(epoch >> 8, 0, 1)
    await keys.advance({ epoch, baseKey, selfLeaf: 0, members: ROSTER })
    await send(sealer, 2)
  }
  expectNoNonceTwice(516)
})

test('even a group that gives the same secret again does not make a nonce come twice', async () => {
  const keys = await keysAt(1, 0)
  const sealer = new FrameSealer(keys, CAMERA)
  await send(sealer)
  await keys.advance(secretOf(2, 0))
  await send(sealer)
  await keys.advance(secretOf(1, 0))
  await send(sealer)
  keys.close()
  await keys.advance(secretOf(1, 0))
  await send(sealer)
  expectNoNonceTwice(80)
})

test('a worker that was started anew has another place or epoch, and so other keys', async () => {
  await send(new FrameSealer(await keysAt(1, 0), CAMERA))
  // Its state was lost with it: it can only be added anew, and that is a new epoch.
  await send(new FrameSealer(await keysAt(2, 0), CAMERA))
  expectNoNonceTwice(40)
})

test('what is used twice is found by these tests', async () => {
  for (let times = 0; times < 2; times += 1) await send(new FrameSealer(await keysAt(1, 0), CAMERA))
  expect(new Set(used).size).toBe(used.length / 2)
})
