import { concat, utf8 } from '../bytes.ts'
import type { DeviceKeys } from './deviceKeys.ts'

/** A person's device as the server lists it; keys are raw. The server may have made it up. */
export type ListedDevice = {
  readonly personId: string
  readonly signingKey: Uint8Array
  readonly sealingKey: Uint8Array
}

const END = new Uint8Array([0])

/** Both keys of the device, so that the server cannot put a sealing key of its own beside a signing key that is known. */
function endorsedBytes(device: ListedDevice): Uint8Array<ArrayBuffer> {
  const { personId, signingKey, sealingKey } = device
  return concat(utf8('consilium-endorse-v1'), END, utf8(personId), END, signingKey, sealingKey)
}

/** By one device of a person for another of theirs; a first device endorses itself, which binds its two keys. */
export function endorse(by: Pick<DeviceKeys, 'sign'>, device: ListedDevice): Promise<Uint8Array> {
  return by.sign(endorsedBytes(device))
}

/** Whether the device with this signing key vouches for the listed one. */
export async function isEndorsedBy(
  signingKey: Uint8Array,
  device: ListedDevice,
  signature: Uint8Array,
): Promise<boolean> {
  const raw = new Uint8Array(signingKey)
  const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify'])
  const bytes = new Uint8Array(signature)
  return crypto.subtle.verify('Ed25519', key, bytes, endorsedBytes(device))
}
