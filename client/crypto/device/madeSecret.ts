import { AppError } from '../../../shared/AppError.ts'
import { concat, utf8 } from '../bytes.ts'
import type { DeviceKeys } from './deviceKeys.ts'
import { makeInviteSecret } from './inviteSecret.ts'
import { seal, unseal } from './sealing.ts'

/**
 * An invite's secret with the word of the device that made it. Whoever knows a sealing key can seal to it, the server
 * too: only the signature tells a secret of a colleague from one that the server made up to let itself in.
 */
export type MadeSecret = {
  readonly secret: Uint8Array
  /** Raw Ed25519, 32 bytes. */
  readonly maker: Uint8Array
  readonly signature: Uint8Array
}

const KEY_BYTES = 32
const SIGNATURE_BYTES = 64

function madeBytes(inviteId: string, secret: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(utf8(`consilium-invite-v1\0${inviteId}\0`), secret)
}

export async function makeSecret(
  device: Pick<DeviceKeys, 'publicKey' | 'sign'>,
  inviteId: string,
  random: (length: number) => Uint8Array,
): Promise<MadeSecret> {
  const secret = makeInviteSecret(random)
  return {
    secret,
    maker: device.publicKey,
    signature: await device.sign(madeBytes(inviteId, secret)),
  }
}

/** For one device: secret, maker and signature, one after the other. */
export function sealSecret(
  { secret, maker, signature }: MadeSecret,
  sealingKey: Uint8Array,
  inviteId: string,
): Promise<Uint8Array> {
  return seal(concat(secret, maker, signature), sealingKey, { purpose: 'invite', id: inviteId })
}

/** Throws `gone` when it was not sealed to this device for this invite, or nobody signed it. */
export async function unsealSecret(
  sealed: Uint8Array,
  sealing: CryptoKeyPair,
  inviteId: string,
): Promise<MadeSecret> {
  const plain = await unseal(sealed, sealing, { purpose: 'invite', id: inviteId })
  const secret = plain.slice(0, KEY_BYTES)
  const maker = plain.slice(KEY_BYTES, 2 * KEY_BYTES)
  const signature = plain.slice(2 * KEY_BYTES)
  plain.fill(0)
  if (signature.length === SIGNATURE_BYTES) {
    const key = await crypto.subtle.importKey('raw', maker, 'Ed25519', false, ['verify'])
    const bytes = madeBytes(inviteId, secret)
    if (await crypto.subtle.verify('Ed25519', key, signature, bytes))
      return { secret, maker, signature }
  }
  throw new AppError('gone', 'This device cannot open what was kept for it.')
}
