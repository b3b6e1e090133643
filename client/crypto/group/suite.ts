import { type CiphersuiteImpl, getCiphersuiteFromName, getCiphersuiteImpl } from 'ts-mls'

/** The one cipher suite of the product: RFC 9420 section 17.1, number 1. All of it is in every current browser's WebCrypto. */
export const CIPHER_SUITE = 'MLS_128_DHKEMX25519_AES128GCM_SHA256_Ed25519'

export async function loadSuite(random: (length: number) => Uint8Array): Promise<CiphersuiteImpl> {
  const suite = await getCiphersuiteImpl(getCiphersuiteFromName(CIPHER_SUITE))
  return { ...suite, rng: { randomBytes: random } }
}
