import { randomBytes } from 'node:crypto'
import type { Pass } from '../signalling/Session.ts'
import { TICKET_SECONDS, type Tickets } from './Tickets.ts'

/** Tickets of a single node. */
export class MemoryTickets implements Tickets {
  readonly #passes = new Map<string, { pass: Pass; endsAt: number }>()
  readonly #now: () => number

  constructor(now = () => Date.now()) {
    this.#now = now
  }

  readonly issue = async (pass: Pass): Promise<string> => {
    this.#sweep()
    const ticket = randomBytes(32).toString('base64url')
    this.#passes.set(ticket, { pass, endsAt: this.#now() + TICKET_SECONDS * 1000 })
    return ticket
  }

  readonly redeem = async (ticket: string): Promise<Pass | undefined> => {
    const held = this.#passes.get(ticket)
    this.#passes.delete(ticket)
    return held && held.endsAt > this.#now() ? held.pass : undefined
  }

  /** Tickets end in the order in which they were issued. */
  #sweep(): void {
    for (const [ticket, { endsAt }] of this.#passes) {
      if (endsAt > this.#now()) return
      this.#passes.delete(ticket)
    }
  }
}
