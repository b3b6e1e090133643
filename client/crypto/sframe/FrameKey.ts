/** AES_128_GCM_SHA256_128 (RFC 9605 section 4.5), the only suite that we speak. */
const SUITE = 0x0004
const KEY_BITS = 128
const NONCE_BYTES = 12
const NO_SALT = new Uint8Array(0)
/** What the suite adds to a plaintext. */
export const TAG_BYTES = 16

/** Key and salt of one key id (RFC 9605 section 4.4.2). */
export interface FrameKey {
  readonly key: CryptoKey
  readonly salt: Uint8Array<ArrayBuffer>
}

/** The base key of an epoch, from which the keys of all key ids come. It can't be read back. */
export function importBaseKey(baseKey: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', baseKey, 'HKDF', false, ['deriveKey', 'deriveBits'])
}

export async function deriveFrameKey(
  base: CryptoKey,
  keyId: bigint,
  usage: 'encrypt' | 'decrypt',
): Promise<FrameKey> {
  const hkdf = (purpose: string) => ({
    ...{ name: 'HKDF', hash: 'SHA-256', salt: NO_SALT },
    info: label(purpose, keyId),
  })
  const aes = { name: 'AES-GCM', length: KEY_BITS }
  const [key, salt] = await Promise.all([
    crypto.subtle.deriveKey(hkdf('key'), base, aes, false, [usage]),
    crypto.subtle.deriveBits(hkdf('salt'), base, NONCE_BYTES * 8),
  ])
  return { key, salt: new Uint8Array(salt) }
}

/** Ciphertext and tag. A counter must never be used twice with one key. */
export function sealWith(
  { key, salt }: FrameKey,
  counter: bigint,
  additionalData: Uint8Array<ArrayBuffer>,
  plaintext: Uint8Array<ArrayBuffer>,
): Promise<ArrayBuffer> {
  const iv = nonceOf(salt, counter)
  return crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plaintext)
}

/** Rejects when a single bit differs from what was sealed. */
export function openWith(
  { key, salt }: FrameKey,
  counter: bigint,
  additionalData: Uint8Array<ArrayBuffer>,
  ciphertext: Uint8Array<ArrayBuffer>,
): Promise<ArrayBuffer> {
  const iv = nonceOf(salt, counter)
  return crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, ciphertext)
}

function label(purpose: string, keyId: bigint): Uint8Array<ArrayBuffer> {
  const words = new TextEncoder().encode(`SFrame 1.0 Secret ${purpose} `)
  const bytes = new Uint8Array(words.length + 10)
  bytes.set(words)
  const view = new DataView(bytes.buffer, words.length)
  view.setBigUint64(0, keyId)
  view.setUint16(8, SUITE)
  return bytes
}

/** The salt with the counter added in by XOR (RFC 9605 section 4.4.3). */
function nonceOf(salt: Uint8Array<ArrayBuffer>, counter: bigint): Uint8Array<ArrayBuffer> {
  const nonce = salt.slice()
  const view = new DataView(nonce.buffer)
  view.setBigUint64(4, view.getBigUint64(4) ^ counter)
  return nonce
}
