import type { Lease, RoomLeases } from './RoomLeases.ts'

/** Leases among the nodes of one process, which in production is one node: it owns every room. */
export class MemoryRoomLeases implements RoomLeases {
  readonly #owners: Map<string, string>
  readonly #node: string

  /** `owners` is shared by the nodes that should see each other. */
  constructor(node: string, owners = new Map<string, string>()) {
    this.#node = node
    this.#owners = owners
  }

  readonly claim = async (roomId: string): Promise<Lease | undefined> => {
    const owner = this.#owners.get(roomId)
    if (owner !== undefined && owner !== this.#node) return undefined
    this.#owners.set(roomId, this.#node)
    return { release: () => void this.#owners.delete(roomId) }
  }
}
