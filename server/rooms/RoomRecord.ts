import type { Farewell } from '../../shared/protocol/room.ts'
import type { Pass } from '../signalling/Session.ts'

/** Why somebody has no place any more: what they were told, or `lost` when nobody was there to be told. */
export type Departure = Farewell | 'lost'

/** What happened in a room and belongs in the audit log; ids only. */
export type RoomAction =
  | 'room.entered'
  | 'room.locked'
  | 'room.unlocked'
  | 'room.ended'
  | 'guest.waiting'
  | 'guest.admitted'
  | 'guest.refused'
  | 'peer.muted'
  | 'peer.removed'
  | 'screen.shared'
  | 'screen.stopped'
  | 'host.appointed'
  | 'host.taken'
  | 'leaf.attested'

/** The record's side of a room. */
export interface RoomRecord {
  /** The name to show for whoever opened a socket; undefined when they may no longer come in. */
  readonly nameOf: (pass: Pass) => Promise<string | undefined>
  /** The first person entered: the consult is live. */
  readonly opened: (roomId: string) => Promise<void>
  /** A host ended it for all: the consult is over and its invites with it. */
  readonly ended: (roomId: string, by: Pass) => Promise<void>
  /** A guest was removed: their invite ends, so that they cannot come back in by themselves. */
  readonly removedGuest: (inviteId: string, by: Pass) => Promise<void>
  readonly note: (
    action: RoomAction,
    roomId: string,
    by: Pass,
    targetPersonId?: string,
  ) => Promise<void>
  /** A place in the room ended, of somebody who was in or who still waited. */
  readonly left: (
    roomId: string,
    who: Pass,
    how: { readonly why: Departure; readonly waited: boolean },
  ) => Promise<void>
}
