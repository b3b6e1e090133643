import { recall, remember } from '../../ui/remembered.ts'

const TOKEN = /^#([A-Za-z0-9_-]{43})$/
const KNOWN = 'visit'

/** The secret in a link's fragment: no server ever sees it in an address. */
export function tokenIn(hash: string): string | undefined {
  return TOKEN.exec(hash)?.[1]
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
