import type { PreSharedKeyID, PskIndex } from 'ts-mls'
import { concat, toBase64Url, utf8 } from '../bytes.ts'

/** RFC 5869 with the invite's secret as input key material; the key itself cannot be read. */
export async function invitePsk(inviteKey: CryptoKey, ref: Uint8Array): Promise<Uint8Array> {
  const info = concat(utf8('consilium invite psk v1'), ref)
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, inviteKey, 256))
}

/** One-use values by the reference of the key package that they belong to. */
export type Psks = ReadonlyMap<string, Uint8Array>

/** Finds external keys only: resumption (RFC 9420 section 8.6) is not used. */
export function pskIndex(psks: Psks): PskIndex {
  return {
    findPsk: (id: PreSharedKeyID) =>
      id.psktype === 'external' ? psks.get(toBase64Url(id.pskId)) : undefined,
  }
}
