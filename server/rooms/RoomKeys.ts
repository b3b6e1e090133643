import type { Peer } from './Peer.ts'
import type { Room } from './Room.ts'

/** What a peer's place needs of end-to-end encryption, without knowing how keys are agreed. */
export interface RoomKeys {
  /** Puts what a new place offers before those who may take it in; gives one that came back what it missed. */
  readonly seat: (
    room: Room,
    peer: Peer,
    device: { readonly keyPackage: string; readonly resumed: boolean },
  ) => void
}
