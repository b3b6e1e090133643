import type { CiphersuiteImpl, ClientConfig } from 'ts-mls'
import type { RoomDoor } from './attestation.ts'
import type { DeviceSigner } from './deviceProof.ts'
import { strictConfig } from './strictConfig.ts'
import { loadSuite } from './suite.ts'

/** What a device brings to the group of a room. */
export type GroupParts = {
  readonly roomId: string
  /** Public, P-256: the server's, of the ticket. */
  readonly attestationKey: JsonWebKey
  readonly device: DeviceSigner
  /** A guest's: the secret of their invite as HKDF key. Whoever has one refuses a Welcome that was made without. */
  readonly inviteKey?: CryptoKey
  /** Milliseconds since 1970, of the server's clock as far as it is known: attestations are dated by it. */
  readonly now: () => number
  readonly random: (length: number) => Uint8Array
}

/** The ground that all operations of one membership stand on. */
export type Ground = {
  readonly suite: CiphersuiteImpl
  readonly config: ClientConfig
  readonly door: RoomDoor
  readonly device: DeviceSigner
  readonly inviteKey: CryptoKey | undefined
  readonly now: () => number
  readonly keys: { readonly signKey: Uint8Array; readonly publicKey: Uint8Array }
}

export async function groundOf(parts: GroupParts): Promise<Ground> {
  const suite = await loadSuite(parts.random)
  const { kty, crv, x, y } = parts.attestationKey
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const jwk = { kty: kty ?? '', crv: crv ?? '', x: x ?? '', y: y ?? '' }
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
  const door = { roomId: parts.roomId, attestationKey: key }
  const { device, inviteKey, now } = parts
  const keys = await suite.signature.keygen()
  return { suite, config: strictConfig(door), door, device, inviteKey, now, keys }
}
