import { type Capabilities, generateKeyPackageWithKey, type KeyPackage } from 'ts-mls'
import type { PrivateKeyPackage } from 'ts-mls'
import { makeKeyPackageRef, verifyKeyPackage } from 'ts-mls/keyPackage.js'
import { verifyLeafNodeSignatureKeyPackage } from 'ts-mls/leafNode.js'
import { sameBytes } from '../bytes.ts'
import { type Identity, makeCredential, readCredential } from './credential.ts'
import type { Ground } from './Ground.ts'
import { decodeMessage, MOST_BYTES } from './mlsMessage.ts'
import { CIPHER_SUITE } from './suite.ts'

/** A key package that we made, with what only we know of it. */
export type Offer = {
  readonly keyPackage: KeyPackage
  readonly secrets: PrivateKeyPackage
  readonly ref: Uint8Array
}

/** A key package that another device made, verified. */
export type Looked = {
  readonly keyPackage: KeyPackage
  readonly ref: Uint8Array
  readonly identity: Identity
}

const CAPABILITIES: Capabilities = {
  versions: ['mls10'],
  ciphersuites: [CIPHER_SUITE],
  extensions: [],
  proposals: [],
  credentials: ['basic'],
}
/** Clocks of patients' devices are off; the attestation inside, by the server's clock, says how old the package is. */
const CLOCK_ERROR_S = 3_600
const LIFETIME_S = 900
const LONGEST_LIFETIME_S = BigInt(LIFETIME_S + 2 * CLOCK_ERROR_S)
/** Members who were away catch up on what was added meanwhile; what a host adds is looked at without this. */
export const CATCHING_UP_MS = 3_600_000

export async function makeOffer(attestation: string, ground: Ground): Promise<Offer> {
  const { suite, keys, door, now } = ground
  const seconds = Math.floor(now() / 1000)
  const lifetime = {
    notBefore: BigInt(seconds - CLOCK_ERROR_S),
    notAfter: BigInt(seconds + LIFETIME_S + CLOCK_ERROR_S),
  }
  const holder = { ...ground.device, holdsSecret: ground.inviteKey !== undefined }
  const credential = await makeCredential(attestation, keys.publicKey, door.roomId, holder)
  const made = await generateKeyPackageWithKey(credential, CAPABILITIES, lifetime, [], keys, suite)
  const ref = await makeKeyPackageRef(made.publicPackage, suite.hash)
  return { keyPackage: made.publicPackage, secrets: made.privatePackage, ref }
}

async function isSound(keyPackage: KeyPackage, ground: Ground): Promise<boolean> {
  const { suite } = ground
  const { leafNode, initKey } = keyPackage
  const { notBefore, notAfter } = leafNode.lifetime
  return (
    keyPackage.version === 'mls10' &&
    keyPackage.cipherSuite === CIPHER_SUITE &&
    keyPackage.extensions.length + leafNode.extensions.length === 0 &&
    notAfter - notBefore <= LONGEST_LIFETIME_S &&
    !sameBytes(initKey, leafNode.hpkePublicKey) &&
    (await verifyLeafNodeSignatureKeyPackage(leafNode, suite.signature)) &&
    (await verifyKeyPackage(keyPackage, suite.signature))
  )
}

/** Verifies all of a key package that was offered to be added now; throws when something does not hold. */
export async function lookAt(bytes: Uint8Array, ground: Ground): Promise<Looked> {
  const { keyPackage } = decodeMessage(bytes, 'mls_key_package', MOST_BYTES.keyPackage)
  const { credential, signaturePublicKey } = keyPackage.leafNode
  const identity = await readCredential(credential, signaturePublicKey, ground.door)
  if (identity.expires <= ground.now()) throw new Error('The attestation is too old')
  if (!(await isSound(keyPackage, ground))) throw new Error('The key package does not hold')
  return { keyPackage, ref: await makeKeyPackageRef(keyPackage, ground.suite.hash), identity }
}
