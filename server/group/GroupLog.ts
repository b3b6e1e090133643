import type { GroupMessage } from '../../shared/protocol/group.ts'

const MAX_MESSAGES = 1_000
/** A commit that takes in a whole board has 60,000. */
const MAX_CHARACTERS = 4_000_000

/** A group's messages in their one order. The oldest go when there are too many: whoever was away for so long joins anew. */
export class GroupLog {
  readonly #kept: GroupMessage[] = []
  #characters = 0
  #seq = 0

  get seq(): number {
    return this.#seq
  }

  append(said: Omit<GroupMessage, 'seq'>): GroupMessage {
    this.#seq += 1
    const message = { ...said, seq: this.#seq }
    this.#kept.push(message)
    this.#characters += message.message.length
    while (this.#kept.length > MAX_MESSAGES || this.#characters > MAX_CHARACTERS)
      this.#characters -= this.#kept.shift()?.message.length ?? 0
    return message
  }

  /** Everything after `seq`; undefined when part of it is not kept any more, or `seq` never was. */
  since(seq: number): readonly GroupMessage[] | undefined {
    const lost = this.#seq - this.#kept.length
    return seq < lost || seq > this.#seq ? undefined : this.#kept.slice(seq - lost)
  }
}
