import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { AppError } from '../../shared/AppError.ts'

type Bytes = AsyncIterable<Buffer>

const MAGIC = Buffer.from('consilium backup 1\n')
const SALT_BYTES = 16
const CHECK_BYTES = 16
const HEADER_BYTES = MAGIC.length + SALT_BYTES + CHECK_BYTES
const CHUNK_BYTES = 64 * 1024
const TAG_BYTES = 16
/** 128 MiB and about half a second for each guess (OWASP's first choice for scrypt). */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 }

/**
 * Seals a stream under a passphrase: scrypt, then AES-256-GCM in chunks whose nonce says their place and whether they
 * are the last (STREAM, Hoang et al. 2015), so that what is changed, swapped or cut off does not open.
 */
export async function* sealStream(source: Bytes, passphrase: string): AsyncGenerator<Buffer> {
  const salt = randomBytes(SALT_BYTES)
  const { key, check } = await keyFrom(passphrase, salt)
  const header = Buffer.concat([MAGIC, salt, check])
  yield header
  for await (const { chunk, index, last } of chunksOf(source, CHUNK_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce(index, last))
    cipher.setAAD(header)
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
  }
}

/** Throws with a sentence when the passphrase is wrong, or as soon as something is not as it was sealed. */
export async function* openStream(source: Bytes, passphrase: string): AsyncGenerator<Buffer> {
  const { header, rest } = await splitHeader(source)
  const salt = header.subarray(MAGIC.length, MAGIC.length + SALT_BYTES)
  const { key, check } = await keyFrom(passphrase, salt)
  if (!header.subarray(-CHECK_BYTES).equals(check))
    throw new AppError('forbidden', 'The passphrase is not the one of this backup.')
  for await (const { chunk, index, last } of chunksOf(rest, CHUNK_BYTES + TAG_BYTES)) {
    if (chunk.length < TAG_BYTES) throw damaged()
    const decipher = createDecipheriv('aes-256-gcm', key, nonce(index, last))
    decipher.setAAD(header)
    decipher.setAuthTag(chunk.subarray(-TAG_BYTES))
    try {
      yield Buffer.concat([decipher.update(chunk.subarray(0, -TAG_BYTES)), decipher.final()])
    } catch (cause) {
      throw damaged(cause)
    }
  }
}

function damaged(cause?: unknown): AppError {
  return new AppError(
    'bad_request',
    'The backup is damaged or cut off. Nothing was restored; take another copy of it.',
    { cause },
  )
}

function nonce(index: number, last: boolean): Buffer {
  const bytes = Buffer.alloc(12)
  bytes.writeUIntBE(index, 5, 6)
  bytes[11] = last ? 1 : 0
  return bytes
}

function keyFrom(passphrase: string, salt: Buffer): Promise<{ key: Buffer; check: Buffer }> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, 32, SCRYPT, (error, bytes) => {
      if (error) return reject(error)
      const derive = (purpose: string, length: number) =>
        Buffer.from(hkdfSync('sha256', bytes, '', purpose, length))
      resolve({ key: derive('chunks', 32), check: derive('check', CHECK_BYTES) })
    })
  })
}

async function splitHeader(source: Bytes): Promise<{ header: Buffer; rest: Bytes }> {
  const iterator = source[Symbol.asyncIterator]()
  let start = Buffer.alloc(0)
  while (start.length < HEADER_BYTES) {
    const next = await iterator.next()
    if (next.done) break
    start = Buffer.concat([start, next.value])
  }
  const isOurs = start.subarray(0, MAGIC.length).equals(MAGIC)
  if (!isOurs) throw new AppError('bad_request', 'This file is not a backup of Consilium.')
  if (start.length < HEADER_BYTES) throw damaged()
  async function* rest() {
    yield start.subarray(HEADER_BYTES)
    yield* { [Symbol.asyncIterator]: () => iterator }
  }
  return { header: start.subarray(0, HEADER_BYTES), rest: rest() }
}

/** Chunks of one size, of which only the last may be smaller; there is always one. */
async function* chunksOf(source: Bytes, size: number) {
  let pending = Buffer.alloc(0)
  let index = 0
  for await (const bytes of source) {
    pending = Buffer.concat([pending, bytes])
    while (pending.length > size) {
      yield { chunk: pending.subarray(0, size), index: index++, last: false }
      pending = pending.subarray(size)
    }
  }
  yield { chunk: pending, index, last: true }
}
