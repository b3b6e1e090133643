import type { Server } from 'socket.io'
import type { Limits } from './Limits.ts'
import type { RoomLeases } from './RoomLeases.ts'
import type { Tickets } from './Tickets.ts'

/** What several nodes share: in the memory of one, or in Redis. */
export interface Cluster {
  readonly tickets: Tickets
  readonly limits: Limits
  readonly leases: RoomLeases
  /** Lets the sockets of all nodes hear each other. */
  readonly adapt: (io: Server) => void
  /** False for a node alone: there is nobody to tell. */
  readonly hasOthers: boolean
  readonly ready: () => boolean
  readonly close: () => Promise<void>
}
