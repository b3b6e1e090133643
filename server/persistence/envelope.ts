import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AppError } from '../../shared/AppError.ts'

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const NO_HEADER = Buffer.alloc(0)

/**
 * AES-256-GCM with a random 96-bit nonce: `version | header | nonce | ciphertext | tag`.
 * Version, header and context are authenticated, so what is sealed opens only where it was put.
 */
export function sealEnvelope(
  key: Buffer,
  plain: Buffer,
  context: string,
  header: Buffer = NO_HEADER,
): Buffer {
  const start = Buffer.concat([Buffer.of(VERSION), header])
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(associated(start, context))
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([start, nonce, sealed, cipher.getAuthTag()])
}

/** Throws `internal` when the envelope was changed, belongs elsewhere, or is of another key. */
export function openEnvelope(
  key: Buffer,
  envelope: Buffer,
  context: string,
  headerBytes = 0,
): Buffer {
  const nonceAt = 1 + headerBytes
  const sealedAt = nonceAt + NONCE_BYTES
  if (envelope[0] !== VERSION || envelope.length < sealedAt + TAG_BYTES) throw unreadable()
  const decipher = createDecipheriv('aes-256-gcm', key, envelope.subarray(nonceAt, sealedAt), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(associated(envelope.subarray(0, nonceAt), context))
  decipher.setAuthTag(envelope.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([
      decipher.update(envelope.subarray(sealedAt, -TAG_BYTES)),
      decipher.final(),
    ])
  } catch (cause) {
    throw unreadable(cause)
  }
}

function associated(start: Buffer, context: string): Buffer {
  return Buffer.concat([start, Buffer.from(context)])
}

function unreadable(cause?: unknown): AppError {
  return new AppError(
    'internal',
    'A sealed field cannot be opened: it was changed or moved outside of Consilium. Restore it from a backup.',
    { cause },
  )
}
