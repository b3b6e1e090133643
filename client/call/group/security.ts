import type { Role } from '../../../shared/domain/roles.ts'

/** Someone who holds the room's keys: a leaf of its MLS group, as its credential says. */
export interface Member {
  /** Ed25519 public key, base64url. */
  readonly leafKey: string
  readonly personId: string
  readonly name: string
  readonly role: Role
  readonly self: boolean
  /** Whether this device knows that it is them: by the invite's secret, a device seen before, or a compared code. */
  readonly verified: boolean
}

/** Why nothing is sent any more. */
export type Stop = 'differ' | 'secret' | 'leak' | 'mismatch' | 'broken'

/** What is true of the room's encryption right now. Only `encrypted` sends anything. */
export type Security =
  | { readonly state: 'opening'; readonly hostMissing: boolean }
  | { readonly state: 'encrypted'; readonly verified: boolean }
  | { readonly state: 'stopped'; readonly why: Stop }

export function securityOf(of: {
  readonly stop: Stop | undefined
  /** Empty while this device holds no keys of the room. */
  readonly members: readonly Member[]
  /** Whether the room has a group that it could be taken into. */
  readonly founded: boolean
}): Security {
  if (of.stop !== undefined) return { state: 'stopped', why: of.stop }
  if (of.members.length === 0) return { state: 'opening', hostMissing: !of.founded }
  // With nobody else there, nobody was checked.
  const others = of.members.filter(({ self }) => !self)
  const verified = others.length > 0 && others.every((member) => member.verified)
  return { state: 'encrypted', verified }
}
