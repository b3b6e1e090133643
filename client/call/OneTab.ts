import type { Ticket } from '../../shared/api/consults.ts'

/**
 * A browser's device key has one leaf in a room, so one tab of it is in the room: whoever comes later takes over, and
 * the one before is told. Browsers without locks leave them alone.
 */
export class OneTab {
  readonly #onTaken: () => void
  #place = ''
  #letGo: (() => void) | undefined

  constructor(onTaken: () => void) {
    this.#onTaken = onTaken
  }

  /** What only one tab can be in: a person's place in a room. */
  open({ roomId, personId }: Pick<Ticket, 'roomId' | 'personId'>): void {
    this.#place = `consilium.seat.${roomId}.${personId}`
  }

  /** Takes it, from whichever tab has it. */
  take(): void {
    if (this.#letGo || !('locks' in navigator)) return
    const done = new Promise<void>((letGo) => (this.#letGo = letGo))
    navigator.locks
      .request(this.#place, { steal: true }, () => done)
      .catch(() => {
        const held = this.#letGo !== undefined
        this.#letGo = undefined
        if (held) this.#onTaken()
      })
  }

  letGo(): void {
    this.#letGo?.()
    this.#letGo = undefined
  }
}
