import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import {
  deriveFrameKey,
  importBaseKey,
  openWith,
  sealWith,
} from '../../../../../client/crypto/sframe/FrameKey.ts'
import { encodeHeader, readHeader } from '../../../../../client/crypto/sframe/header.ts'

interface HeaderVector {
  readonly kid: bigint
  readonly ctr: bigint
  readonly encoded: string
}

interface FrameVector {
  readonly cipher_suite: number
  readonly kid: bigint
  readonly ctr: bigint
  readonly base_key: string
  readonly metadata: string
  readonly pt: string
  readonly ct: string
}

/** Some of RFC 9605 appendix C.1: each length that a key id and a counter may have. */
const HEADERS: readonly HeaderVector[] = [
  { kid: 0n, ctr: 0n, encoded: '00' },
  { kid: 0n, ctr: 1n, encoded: '01' },
  { kid: 0n, ctr: 255n, encoded: '08ff' },
  { kid: 0n, ctr: 256n, encoded: '090100' },
  { kid: 0n, ctr: 0xffffn, encoded: '09ffff' },
  { kid: 0n, ctr: 0x1_0000n, encoded: '0a010000' },
  { kid: 0n, ctr: 0x1_0000_0000n, encoded: '0c0100000000' },
  { kid: 0n, ctr: 0xffff_ffff_ffff_ffffn, encoded: '0fffffffffffffffff' },
  { kid: 0x123n, ctr: 0x4567n, encoded: '9901234567' },
]

/** RFC 9605 appendix C.3, AES_128_GCM_SHA256_128. */
const FRAMES: readonly FrameVector[] = [
  {
    cipher_suite: 4,
    kid: 0x123n,
    ctr: 0x4567n,
    base_key: '000102030405060708090a0b0c0d0e0f',
    metadata: '4945544620534672616d65205747',
    pt: '64726166742d696574662d736672616d652d656e63',
    ct: '9901234567b7412c2513a1b66dbb48841bbaf17f598751176ad847681a69c6d0b091c07018ce4adb34eb',
  },
]

const folder = process.env['CONSILIUM_VECTORS']
const file = folder === undefined ? '' : path.join(folder, 'rfc9605-sframe.json')

function hex(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'hex'))
}

function text(bytes: Uint8Array | ArrayBuffer): string {
  return Buffer.from(new Uint8Array(bytes)).toString('hex')
}

/** Numbers of JSON have 53 bits, and those of the vectors have 64, so they are read from the text. */
function readVectors() {
  const json = readFileSync(file, 'utf8').replaceAll(/"(kid|ctr)":\s*(\d+)/g, '"$1": "$2n"')
  return JSON.parse(json, (_, value: unknown) =>
    typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
  ) as { readonly header: readonly HeaderVector[]; readonly sframe: readonly FrameVector[] }
}

function expectHeader({ kid, ctr, encoded }: HeaderVector): void {
  expect(text(encodeHeader(kid, ctr))).toBe(encoded)
  const bytes = hex(encoded)
  expect(readHeader(bytes)).toEqual({ keyId: kid, counter: ctr, length: bytes.length })
}

async function expectFrame({ base_key, kid, ctr, metadata, pt, ct }: FrameVector): Promise<void> {
  const base = await importBaseKey(hex(base_key))
  const header = encodeHeader(kid, ctr)
  const about = new Uint8Array([...header, ...hex(metadata)])
  const sealed = await sealWith(await deriveFrameKey(base, kid, 'encrypt'), ctr, about, hex(pt))
  expect(text(header) + text(sealed)).toBe(ct)
  const ciphertext = hex(ct).subarray(header.length)
  const opening = await deriveFrameKey(base, kid, 'decrypt')
  expect(text(await openWith(opening, ctr, about, ciphertext))).toBe(pt)
}

test('headers are those of RFC 9605, as stated here', () => {
  for (const vector of HEADERS) expectHeader(vector)
})

test('a frame of suite 0x0004 is that of RFC 9605, as stated here', async () => {
  for (const vector of FRAMES) await expectFrame(vector)
})

const told = folder === undefined ? ' (CONSILIUM_VECTORS is not set: only those stated here)' : ''

test.skipIf(folder === undefined)(`all vectors of RFC 9605 hold${told}`, async () => {
  expect(existsSync(file), `${file} is there`).toBe(true)
  const { header, sframe } = readVectors()
  expect(header).toHaveLength(289)
  for (const vector of header) expectHeader(vector)
  const ours = sframe.filter(({ cipher_suite }) => cipher_suite === 4)
  expect(ours).toHaveLength(1)
  for (const vector of ours) await expectFrame(vector)
})

test('a header that ends too early is none', () => {
  for (const { encoded } of HEADERS) {
    const bytes = hex(encoded)
    for (let end = 0; end < bytes.length; end += 1)
      expect(readHeader(bytes.subarray(0, end))).toBeUndefined()
  }
})

test('what has more than 64 bits has no header', () => {
  expect(() => encodeHeader(1n << 64n, 0n)).toThrow(RangeError)
  expect(() => encodeHeader(0n, -1n)).toThrow(RangeError)
})
