import type { Role } from '../../shared/domain/roles.ts'
import type { Farewell } from '../../shared/protocol/room.ts'

/** Who opened a socket, as the ticket said: what a ticket carries is ids and a role, never a name. */
export interface Pass {
  /** The staff member's id, or the guest's invite id: the same person on every device. */
  readonly personId: string
  readonly kind: 'staff' | 'guest'
  /** The sign-in or guest session that this ticket came from; when it ends, so does the socket. */
  readonly loginId: string
  readonly roomId: string
  /** The role once inside; a guest has `waiting` until a host admits them. */
  readonly role: Role
}

/** One authenticated socket. */
export interface Session {
  readonly id: string
  readonly pass: Pass
  /** Shown to the others in the room; from the record, at the time the socket opened. */
  readonly name: string
  /** In force now: decides every permission. */
  role: Role
  /** Set by the room that this session is in. */
  peerId: string | undefined
  /** False once its socket is closed: then it may take no place any more. */
  readonly isOpen: () => boolean
  readonly send: (name: string, body: unknown) => void
  /** Says why, then closes the socket. */
  readonly close: (why: Farewell) => void
}
