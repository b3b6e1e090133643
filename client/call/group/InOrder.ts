import type { GroupMessage } from '../../../shared/protocol/group.ts'

/** Puts the group's messages into the order that the server gave them, and knows when one is missing. */
export class InOrder {
  #last = 0
  readonly #early = new Map<number, GroupMessage>()

  /** Everything up to here is known: what a newcomer's welcome says. */
  startAfter(seq: number): void {
    this.#last = seq
    for (const early of this.#early.keys()) if (early <= seq) this.#early.delete(early)
  }

  get last(): number {
    return this.#last
  }

  /** True while something came that others must come before. */
  get hasGap(): boolean {
    return this.#early.size > 0
  }

  /** Those that can be read now. Twice the same is read once. */
  take(message: GroupMessage): readonly GroupMessage[] {
    if (message.seq > this.#last) this.#early.set(message.seq, message)
    return this.#ready()
  }

  #ready(): readonly GroupMessage[] {
    const ready: GroupMessage[] = []
    for (;;) {
      const message = this.#early.get(this.#last + 1)
      if (!message) return ready
      this.#early.delete(message.seq)
      this.#last = message.seq
      ready.push(message)
    }
  }
}
