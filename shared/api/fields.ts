import { z } from 'zod'

export { Day, Id, Instant, PersonName } from '../protocol/fields.ts'

export const Email = z.email().max(254).toLowerCase()
/** NIST SP 800-63B: length matters, composition rules do not. */
export const NewPassword = z.string().min(12, 'A password has at least 12 characters').max(128)
export const TotpCode = z.string().regex(/^\d{6}$/, 'Six digits')
/** 256 random bits in base64url: an opaque secret, stored as a hash only. */
export const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'Not a valid token')
/** An IANA zone that this runtime knows. */
export const TimeZone = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
    } catch {
      return false
    }
  }, 'Not a time zone')
export const Phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9 ()/-]{4,30}$/, 'Digits, spaces and + only')
export const Nothing = z.void()
export const NoParams = z.strictObject({})
export const NoBody = z.undefined()
