/** How often something may happen: so many points in so many seconds, then blocked for so many. */
export interface Limit {
  readonly points: number
  readonly seconds: number
  readonly blockSeconds?: number
}

/** Rate limits shared by all nodes. Each name's limit is fixed in `limits.ts`. */
export interface Limits {
  /** Takes a point of `key`; throws AppError `too_many_requests` when none is left, `unavailable` when it cannot be known. */
  readonly take: (name: LimitName, key: string) => Promise<void>
  /**
   * Gives back the one point that a success took of a key shared by many: behind one address a whole hospital, or all
   * customers of a phone company, get in without using up what only failures should.
   */
  readonly giveBack: (name: LimitName, key: string) => Promise<void>
  /** Gives back every point of a key that is one person's own, such as after the right password. */
  readonly forgive: (name: LimitName, key: string) => Promise<void>
}

export const LIMITS = {
  /** Any HTTP request, by address. A whole hospital may come from one, so this only bounds a flood. */
  http: { points: 6000, seconds: 60 },
  /** What fails on routes open to anyone, by address; what can be guessed there has a limit of its own. */
  anyone: { points: 600, seconds: 60 },
  /** Wrong passwords and second factors, by account and, when signing in, address. */
  signIn: { points: 10, seconds: 900, blockSeconds: 900 },
  /** Sign-ins to one account from everywhere, right or wrong: what many addresses together may guess, and cost. */
  signInAccount: { points: 200, seconds: 900 },
  /** Wrong passwords by address, whatever the account: one guess for each of many accounts. */
  signInAddress: { points: 200, seconds: 900 },
  /** Wrong codes for links that there are, by address; the invite itself locks after five. */
  guestCode: { points: 100, seconds: 900 },
  /** Tickets, by person. */
  ticket: { points: 30, seconds: 60 },
  /** Requests on one socket. */
  socket: { points: 200, seconds: 10 },
  /** Taking a place in a room, by person: each is written down. */
  join: { points: 30, seconds: 60 },
  /** Chat messages of one person. */
  /** Attestations of one person: each is written down. */
  attest: { points: 30, seconds: 60 },
  /** What one person does with the room's group, on the room's own node. */
  groupOffer: { points: 30, seconds: 60 },
  groupCommit: { points: 120, seconds: 60 },
  groupSay: { points: 60, seconds: 10 },
  groupSince: { points: 30, seconds: 60 },
} as const satisfies Record<string, Limit>

export type LimitName = keyof typeof LIMITS
