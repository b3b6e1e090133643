import { createHmac } from 'node:crypto'
import type { Ticket } from '../../shared/api/consults.ts'

/** Longer than the longest board; coturn checks it when an allocation is made or refreshed. */
const CREDENTIAL_SECONDS = 2 * 60 * 60

export interface Turn {
  readonly urls: readonly string[]
  /** coturn's `static-auth-secret`. */
  readonly secret: string
}

/**
 * TURN servers with a credential that ends by itself (draft-uberti-behave-turn-rest-00): the user name is its
 * expiry and a random-looking id of the person, never a name.
 */
export function iceServers(
  turn: Turn | undefined,
  personId: string,
  now: Date,
): Ticket['iceServers'] {
  if (turn === undefined) return []
  const expiry = Math.floor(now.getTime() / 1000) + CREDENTIAL_SECONDS
  const username = `${expiry}:${personId}`
  const credential = createHmac('sha1', turn.secret).update(username).digest('base64')
  return [{ urls: [...turn.urls], username, credential }]
}
