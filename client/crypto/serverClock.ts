import { decodeJwt } from 'jose'

/**
 * When the server says that it made an attestation, in milliseconds since 1970. Not verified: only our own attestation
 * is read this way, and a server that lies about the time gains no more than by refusing us.
 */
export function clockOf(attestation: string): number {
  return (decodeJwt(attestation).iat ?? 0) * 1000
}
