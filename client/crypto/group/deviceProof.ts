import { concat, utf8 } from '../bytes.ts'

/** What a device does for the leaf that it lets into a room: it signs, and its key never leaves it. */
export type DeviceSigner = {
  /** Raw Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
  readonly sign: (bytes: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
}

const END = new Uint8Array([0])

/** The bytes by which a device vouches for a leaf key in a room. */
function proofBytes(roomId: string, leafKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return concat(utf8('consilium-device-v1'), END, utf8(roomId), END, leafKey)
}

export function proveDevice(
  device: DeviceSigner,
  roomId: string,
  leafKey: Uint8Array,
): Promise<Uint8Array> {
  return device.sign(proofBytes(roomId, leafKey))
}

export async function isDeviceProof(
  proof: { readonly key: Uint8Array; readonly signature: Uint8Array },
  roomId: string,
  leafKey: Uint8Array,
): Promise<boolean> {
  const raw = new Uint8Array(proof.key)
  const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify'])
  const signature = new Uint8Array(proof.signature)
  return crypto.subtle.verify('Ed25519', key, signature, proofBytes(roomId, leafKey))
}
