import type { Credential } from 'ts-mls'
import { fromBase64Url, textOf, toBase64Url, utf8 } from '../bytes.ts'
import { type Attested, readAttestation, type RoomDoor } from './attestation.ts'
import { type DeviceSigner, isDeviceProof, proveDevice } from './deviceProof.ts'

/** Who holds a leaf, as far as its credential can tell. Keys are base64url. */
export type Identity = Attested & {
  readonly deviceKey: string
  readonly leafKey: string
  /** Whether they take a Welcome only under the key of their invite. Shows that they wish it, not that they know it. */
  readonly holdsSecret: boolean
}

/** A device, and whether its guest came by a link with a secret. */
type Holder = DeviceSigner & { readonly holdsSecret?: boolean }

type Claim = {
  readonly attestation: string
  readonly secret?: true
  readonly device: { readonly key: string; readonly signature: string }
}

const MAX_IDENTITY_BYTES = 3_072
const KEY_BYTES = 32

/** The basic credential of a leaf: the server's attestation, and the device's signature over the leaf's key. */
export async function makeCredential(
  attestation: string,
  leafKey: Uint8Array,
  roomId: string,
  device: Holder,
): Promise<Credential> {
  const claim: Claim = {
    attestation,
    device: {
      key: toBase64Url(device.publicKey),
      signature: toBase64Url(await proveDevice(device, roomId, leafKey)),
    },
    ...(device.holdsSecret && { secret: true }),
  }
  return { credentialType: 'basic', identity: utf8(JSON.stringify(claim)) }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

function claimOf(credential: Credential): Claim {
  const identity = credential.credentialType === 'basic' ? credential.identity : undefined
  if (identity === undefined || identity.length > MAX_IDENTITY_BYTES) {
    throw new Error('Not a credential of this product')
  }
  const claim: unknown = JSON.parse(textOf(identity))
  const device = isRecord(claim) ? claim['device'] : undefined
  if (!isRecord(claim) || !isRecord(device)) throw new Error('A credential without a device')
  const { attestation } = claim
  const { key, signature } = device
  if (typeof attestation !== 'string') throw new Error('A credential without attestation')
  if (typeof key !== 'string' || typeof signature !== 'string') throw new Error('Not a device key')
  const holdsSecret = claim['secret'] === true
  return { attestation, device: { key, signature }, ...(holdsSecret && { secret: true }) }
}

/** Verifies everything that a leaf says of itself but the age of its attestation; throws when something does not hold. */
export async function readCredential(
  credential: Credential,
  leafKey: Uint8Array,
  door: RoomDoor,
): Promise<Identity> {
  const { attestation, device, secret: holdsSecret = false } = claimOf(credential)
  const attested = await readAttestation(attestation, leafKey, door)
  const proof = { key: fromBase64Url(device.key), signature: fromBase64Url(device.signature) }
  if (proof.key.length !== KEY_BYTES || !(await isDeviceProof(proof, door.roomId, leafKey))) {
    throw new Error('The device does not vouch for this leaf')
  }
  const keys = { deviceKey: toBase64Url(proof.key), leafKey: toBase64Url(leafKey) }
  return { ...attested, ...keys, holdsSecret }
}
