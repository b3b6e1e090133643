import type { Kysely } from 'kysely'
import type { Tables } from '../persistence/tables.ts'
import { hashToken, newToken } from '../opaqueToken.ts'

const DAY_MS = 86_400_000

/** Days in which a link by which a password is set must be used. */
export const ENROLMENT_DAYS = { invitation: 7, reset: 1 } as const

/** A new link by which this account sets its password; older ones of the account end. */
export async function newEnrolment(
  tx: Kysely<Tables>,
  staffId: string,
  purpose: keyof typeof ENROLMENT_DAYS,
  now: Date,
): Promise<string> {
  const token = newToken()
  await endEnrolments(tx, staffId)
  await tx
    .insertInto('enrolments')
    .values({
      token_hash: hashToken(token),
      staff_id: staffId,
      expires_at: new Date(now.getTime() + ENROLMENT_DAYS[purpose] * DAY_MS),
    })
    .execute()
  return token
}

export async function endEnrolments(tx: Kysely<Tables>, staffId: string): Promise<void> {
  await tx
    .deleteFrom('enrolments')
    .where('staff_id', '=', staffId)
    .where('used_at', 'is', null)
    .execute()
}

/** The token is in the fragment, which no server and no log sees; opening the page uses nothing up. */
export function enrolmentLink(publicUrl: string, token: string): string {
  return `${new URL('/welcome', publicUrl).href}#${token}`
}
