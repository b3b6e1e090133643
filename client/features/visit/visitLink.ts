import { toBase64Url } from '../../crypto/bytes.ts'
import { parseFragment } from '../../crypto/device/inviteSecret.ts'
import { recall, remember } from '../../ui/remembered.ts'

const TOKEN = /^[A-Za-z0-9_-]{43}$/
const KNOWN = 'visit'

/** What stands in a guest's link: no server ever sees it in an address. */
export interface VisitLink {
  /** The server's: it opens the visit, together with the code. */
  readonly token: string
  /** Of the clinician's browser and this one (base64url): it never leaves for the server. Null where the link has none. */
  readonly secret: string | null
}

/** Undefined where there is no link, or one that was not copied whole. */
export function linkIn(hash: string): VisitLink | undefined {
  const { token = '', secret } = parseFragment(hash.slice(1)) ?? {}
  if (!TOKEN.test(token)) return undefined
  return { token, secret: secret ? toBase64Url(secret) : null }
}

/** Whether what stands after the # was meant as a link, whole or not. */
export function isLinkLike(hash: string): boolean {
  return hash.length > 40
}

/** The address that the page was opened with, to be opened elsewhere. */
export function addressOf({ token, secret }: VisitLink, origin: string): string {
  return `${origin}/visit#${secret === null ? token : `${token}.${secret}`}`
}

/** Whether the right code was given here for this link; the browser remembers only the link's hash. */
export async function isKnown(token: string): Promise<boolean> {
  return recall(KNOWN) === (await hashOf(token))
}

export async function rememberKnown(token: string): Promise<void> {
  remember(KNOWN, await hashOf(token))
}

export function forgetKnown(): void {
  remember(KNOWN, '')
}

async function hashOf(token: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
