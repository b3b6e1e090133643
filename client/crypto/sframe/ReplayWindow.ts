const SIZE = 1024
const WORD_BITS = 32

/** Takes each counter of a key once (RFC 9605 section 9.3), and none that lies more than 1024 behind the newest. */
export class ReplayWindow {
  readonly #seen = new Uint32Array(SIZE / WORD_BITS)
  /** One more than the newest. */
  #end = 0

  /** Ask only for counters that were authenticated: whoever could forge one could close the window for all others. */
  take(counter: number): boolean {
    if (counter >= this.#end) {
      if (counter - this.#end >= SIZE) this.#seen.fill(0)
      else for (let passed = this.#end; passed < counter; passed += 1) this.#mark(passed, false)
      this.#end = counter + 1
    } else if (this.#end - counter > SIZE || this.#isMarked(counter)) return false
    this.#mark(counter, true)
    return true
  }

  #isMarked(counter: number): boolean {
    const place = counter % SIZE
    return (((this.#seen[Math.floor(place / WORD_BITS)] ?? 0) >>> (place % WORD_BITS)) & 1) === 1
  }

  #mark(counter: number, seen: boolean): void {
    const place = counter % SIZE
    const word = Math.floor(place / WORD_BITS)
    const bit = 1 << (place % WORD_BITS)
    const before = this.#seen[word] ?? 0
    this.#seen[word] = seen ? before | bit : before & ~bit
  }
}
