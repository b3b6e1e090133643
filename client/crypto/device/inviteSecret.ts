import { fromBase64Url, toBase64Url } from '../bytes.ts'
import type { KeyDatabase } from './KeyDatabase.ts'

const SECRET_BYTES = 32
/** 32 bytes in base64url, in the one way that they can be written. */
const SECRET = /^[\w-]{42}[AEIMQUYcgkosw048]$/

/** What stands after the # of a guest's link. Without a secret the link was made by the server. */
export type InviteFragment = { readonly token: string; readonly secret?: Uint8Array }

/** Made in the clinician's browser; the server never sees it. */
export function makeInviteSecret(random: (length: number) => Uint8Array): Uint8Array {
  return random(SECRET_BYTES)
}

export function composeFragment({ token, secret }: InviteFragment): string {
  return secret === undefined ? token : `${token}.${toBase64Url(secret)}`
}

/** Undefined when a secret was meant to be there and is damaged: then the link was not copied whole. */
export function parseFragment(fragment: string): InviteFragment | undefined {
  const [token = '', secret, ...rest] = fragment.split('.')
  if (token === '' || rest.length > 0) return undefined
  if (secret === undefined) return { token }
  return SECRET.test(secret) ? { token, secret: fromBase64Url(secret) } : undefined
}

/** The secret as a key that can be used and not read: the start of HKDF (RFC 5869). */
export function inviteKeyOf(secret: Uint8Array): Promise<CryptoKey> {
  const raw = new Uint8Array(secret)
  return crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveBits'])
}

/** The guest's part: keeps the key until the invite ends, so that a reload needs no link. A newer link replaces it. */
export async function keepInviteKey(
  database: KeyDatabase,
  inviteId: string,
  key: CryptoKey,
): Promise<void> {
  await database.change('invites', inviteId, () => key)
}

export async function keptInviteKey(
  database: KeyDatabase,
  inviteId: string,
): Promise<CryptoKey | undefined> {
  const kept = await database.read('invites', inviteId)
  return kept instanceof CryptoKey ? kept : undefined
}

/** A newer link has no secret: from now on the guest comes without. */
export async function forgetInviteKey(database: KeyDatabase, inviteId: string): Promise<void> {
  await database.remove('invites', inviteId)
}

/** The invite has ended: its key and the device keys that were made for it are gone. */
export async function forgetInvite(database: KeyDatabase, inviteId: string): Promise<void> {
  await forgetInviteKey(database, inviteId)
  await database.remove('devices', inviteId)
}
