import { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { AppError } from '../../../shared/AppError.ts'
import { concat, utf8 } from '../bytes.ts'

/** What a sealed secret is for: it opens nowhere else. */
export type SealingContext = { readonly purpose: 'invite'; readonly id: string }

/** Length of the encapsulated key, which stands before the ciphertext. */
const ENCAPSULATED_BYTES = 32
const INFO = utf8('consilium seal v1')

const suite = () =>
  new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes128Gcm(),
  })

const aadOf = ({ purpose, id }: SealingContext) => utf8(`${purpose}\0${id}`).buffer

/** HPKE, RFC 9180 base mode: only the device with this sealing key opens it. Who sealed it is not told. */
export async function seal(
  secret: Uint8Array,
  sealingKey: Uint8Array,
  context: SealingContext,
): Promise<Uint8Array> {
  const hpke = suite()
  const recipientPublicKey = await hpke.kem.deserializePublicKey(new Uint8Array(sealingKey).buffer)
  const plain = new Uint8Array(secret).buffer
  const sealed = await hpke.seal({ recipientPublicKey, info: INFO.buffer }, plain, aadOf(context))
  return concat(new Uint8Array(sealed.enc), new Uint8Array(sealed.ct))
}

/** Throws when it was not sealed to this device for this context. */
export async function unseal(
  sealed: Uint8Array,
  sealing: CryptoKeyPair,
  context: SealingContext,
): Promise<Uint8Array> {
  const enc = new Uint8Array(sealed.slice(0, ENCAPSULATED_BYTES)).buffer
  const ciphertext = new Uint8Array(sealed.slice(ENCAPSULATED_BYTES)).buffer
  try {
    const opening = { recipientKey: sealing, enc, info: INFO.buffer }
    return new Uint8Array(await suite().open(opening, ciphertext, aadOf(context)))
  } catch (cause) {
    throw new AppError('gone', 'This device cannot open what was kept for it.', { cause })
  }
}
