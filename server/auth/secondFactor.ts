import { type Kysely, sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import type { Tables } from '../persistence/tables.ts'

const SECRET_BYTES = 20
/** One step of 30 seconds either way, for clocks that are not quite right (RFC 6238 5.2). */
const WINDOW = 1

/** A new TOTP secret in base32, as long as its hash (RFC 4226 4). */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32
}

/** What an authenticator app reads from a QR code. */
export function totpUri(secret: string, email: string): string {
  return totp(secret, email).toString()
}

/** The time step that a code belongs to; undefined for a wrong or old one. */
export function totpStep(secret: string, code: string, now: Date): number | undefined {
  const timestamp = now.getTime()
  const delta = totp(secret).validate({ token: code, timestamp, window: WINDOW })
  return delta === null ? undefined : TOTP.counter({ timestamp }) + delta
}

/** Takes a step for good: of two sign-ins with one code, one gets true (RFC 6238 5.2). */
export async function spendTotpStep(
  db: Kysely<Tables>,
  staffId: string,
  step: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('staff')
    .set({ totp_last_step: step })
    .where('id', '=', staffId)
    .where(sql<boolean>`coalesce(totp_last_step, 0) < ${step}`)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function totp(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: 'Consilium', label, secret: Secret.fromBase32(secret) })
}
