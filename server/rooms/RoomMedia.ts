import type {
  Consumable,
  Direction,
  Source,
  TransportOptions,
} from '../../shared/protocol/media.ts'
import type { Peer } from './Peer.ts'
import type { Room } from './Room.ts'

/** What a peer's place needs of media, without knowing what forwards it. */
export interface RoomMedia {
  /** Connections for a peer, and what it may receive at once: nothing for one who waits. */
  readonly seat: (
    room: Room,
    peer: Peer,
    browser: { readonly rtpCapabilities: unknown; readonly fingerprint: string | null },
  ) => Promise<{ transports: Record<Direction, TransportOptions>; consumers: Consumable[] }>
  /** What a peer that kept its connections has on this side; undefined when nothing is left of it. */
  readonly held: (
    room: Room,
    peer: Peer,
  ) =>
    | {
        transports: Record<Direction, TransportOptions>
        consumers: Consumable[]
        producerIds: string[]
      }
    | undefined
  /** Lets a peer that was just admitted receive the others. */
  readonly welcome: (room: Room, peer: Peer) => Promise<Consumable[]>
  /** Stops forwarding a peer's stream until its person starts it again. */
  readonly mute: (room: Room, peer: Peer, source: Source) => Promise<void>
}
