import type { Farewell } from '../../shared/protocol/room.ts'

/** What the rest of the server may ask of the live side: who is there now, and to end it. On every node. */
export interface Presence {
  /** Closes every socket that a sign-in or guest session opened. */
  readonly endLogin: (loginId: string, why: Farewell) => void
  /** Closes every socket of a staff member or invite, in one room or in all. */
  readonly endPerson: (personId: string, why: Farewell, roomId?: string) => void
  readonly endRoom: (roomId: string, why: Farewell) => void
  /** How many are in a room's waiting room now. */
  readonly waiting: (roomId: string) => number
  /** Tells everybody at a room, the waiting ones too, that it starts so much later. */
  readonly announceLate: (roomId: string, minutes: number) => void
}
