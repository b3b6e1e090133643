import { toBase64Url } from '../../../client/crypto/bytes.ts'
import { GroupAlarm } from '../../../client/crypto/group/GroupAlarm.ts'
import type { Outgoing, RoomGroup } from '../../../client/crypto/group/RoomGroup.ts'

/** A member's device with what it has read of the relay so far. */
export type Reader = { readonly group: RoomGroup; read: number }

/** The server's part: one order, the first commit of an epoch wins, everybody gets everything, also their own. */
export class Relay {
  readonly #log: Uint8Array[] = []
  #epoch = 0

  get length(): number {
    return this.#log.length
  }

  say(message: Uint8Array): void {
    this.#log.push(message)
  }

  /** Whether it won. What belongs before it was said by then, and stays said. */
  commit(epoch: number, { messages, commit }: Outgoing): boolean {
    this.#log.push(...messages)
    if (epoch !== this.#epoch) return false
    this.#log.push(commit)
    this.#epoch += 1
    return true
  }

  /** Lets a device read so many more messages. */
  async deliver(reader: Reader, most: number): Promise<void> {
    for (const message of this.#log.slice(reader.read, reader.read + most)) {
      reader.read += 1
      const received = await reader.group.receive(message)
      if (received.kind === 'removed') return
      if (received.kind === 'ahead') throw new GroupAlarm('fork')
    }
  }
}

export const keyOf = async (group: RoomGroup): Promise<string> =>
  toBase64Url((await group.frameKey()).baseKey)
