import type { Logger } from 'pino'
import type { Peer } from './Peer.ts'
import type { Room } from './Room.ts'
import type { Departure, RoomRecord } from './RoomRecord.ts'

/** Writes down who left and why. Nobody waits for it, because who is gone is gone; a server that stops does. */
export class Departures {
  readonly #record: RoomRecord
  readonly #log: Logger
  readonly #pending = new Set<Promise<void>>()

  constructor(record: RoomRecord, log: Logger) {
    this.#record = record
    this.#log = log
  }

  readonly note = (room: Room, peer: Peer, why: Departure): void => {
    const writing = this.#record
      .left(room.id, peer.pass, { why, waited: peer.waits })
      .catch((error: unknown) => this.#log.error({ err: error }, 'who left was not written down'))
      .finally(() => this.#pending.delete(writing))
    this.#pending.add(writing)
  }

  /** Once everything so far is written. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending)
  }
}
