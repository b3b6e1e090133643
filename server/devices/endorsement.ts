import { createPublicKey, verify } from 'node:crypto'
import { AppError } from '../../shared/AppError.ts'

/** What an endorsement is for; keys are raw. */
interface Endorsed {
  readonly staff_id: string
  readonly signing_key: Buffer
  readonly sealing_key: Buffer
}

/**
 * Throws `bad_request` unless the key signed both keys of the device. Colleagues' browsers check it again: here it keeps
 * people from listing keys that are not theirs.
 */
export function assertEndorsed(by: Buffer, signature: Buffer, device: Endorsed): void {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: by.toString('base64url') }
  if (verify(null, endorsedBytes(device), createPublicKey({ key: jwk, format: 'jwk' }), signature))
    return
  throw new AppError('bad_request', 'The keys of this device are not signed as they should be.')
}

function endorsedBytes({ staff_id, signing_key, sealing_key }: Endorsed): Buffer {
  const start = Buffer.from(`consilium-endorse-v1\0${staff_id}\0`)
  return Buffer.concat([start, signing_key, sealing_key])
}
