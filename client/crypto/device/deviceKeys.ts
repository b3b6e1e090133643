import type { KeyDatabase } from './KeyDatabase.ts'

/** This device of one person: neither private key can be read, by us or by anybody who gets into the page. */
export type DeviceKeys = {
  /** Raw Ed25519, 32 bytes: what others know the device by. */
  readonly publicKey: Uint8Array
  readonly sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
  /** Raw X25519, 32 bytes: what others seal to. */
  readonly sealingKey: Uint8Array
  readonly sealing: CryptoKeyPair
}

type Pairs = { readonly signing: CryptoKeyPair; readonly sealing: CryptoKeyPair }

async function makePairs(): Promise<Pairs> {
  const signing = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
  const sealing = await crypto.subtle.generateKey('X25519', false, ['deriveBits'])
  if (!('publicKey' in signing && 'publicKey' in sealing)) throw new Error('Not a pair of keys')
  return { signing, sealing }
}

const isPair = (value: unknown): value is CryptoKeyPair =>
  typeof value === 'object' && value !== null && 'privateKey' in value && 'publicKey' in value

const isPairs = (value: unknown): value is Pairs =>
  typeof value === 'object' &&
  value !== null &&
  'signing' in value &&
  'sealing' in value &&
  isPair(value.signing) &&
  isPair(value.sealing)

async function usable({ signing, sealing }: Pairs): Promise<DeviceKeys> {
  const raw = async (key: CryptoKey) => new Uint8Array(await crypto.subtle.exportKey('raw', key))
  return {
    publicKey: await raw(signing.publicKey),
    sign: async (bytes) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', signing.privateKey, bytes)),
    sealingKey: await raw(sealing.publicKey),
    sealing,
  }
}

/** Keys that end with the tab, for a browser that keeps nothing: after a reload it is another device. */
export async function passingDeviceKeys(): Promise<DeviceKeys> {
  return usable(await makePairs())
}

/**
 * The lasting keys of this browser for an owner, the id of an account or of an invite. Made once: two tabs that come at
 * the same moment end with the same ones.
 */
export async function deviceKeys(database: KeyDatabase, owner: string): Promise<DeviceKeys> {
  const kept = await database.read('devices', owner)
  if (isPairs(kept)) return usable(kept)
  // WebCrypto cannot be awaited within a transaction: who comes second takes what is there.
  const made = await makePairs()
  return usable(await database.change('devices', owner, (old) => (isPairs(old) ? old : made)))
}
