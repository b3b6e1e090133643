import type { Pass } from '../signalling/Session.ts'

export const TICKET_SECONDS = 60

/** One-time tickets that open a socket. A pass has ids only, so that Redis never learns a name. */
export interface Tickets {
  /** A new ticket, 256 random bits in base64url, good for one use within `TICKET_SECONDS`. */
  readonly issue: (pass: Pass) => Promise<string>
  /** Of any number of concurrent calls with one ticket, exactly one gets the pass. */
  readonly redeem: (ticket: string) => Promise<Pass | undefined>
}
