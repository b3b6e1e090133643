/** A node's claim to own a room, renewed until it is released. */
export interface Lease {
  readonly release: () => void
}

/** Who owns a room: one node at a time, so that a room has a single writer. */
export interface RoomLeases {
  /** Undefined while another node holds it. */
  readonly claim: (roomId: string) => Promise<Lease | undefined>
}
