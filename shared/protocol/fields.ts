import { z } from 'zod'

/** A random identifier (RFC 9562 UUID), made by the server or, where the schema says so, by the client. */
export const Id = z.uuid()

/** A person's name as it is shown: no control characters, no line ends, no direction overrides. */
export const PersonName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u, 'A name has letters, spaces and signs only')

/** An instant in UTC, ISO 8601 with milliseconds or seconds. */
export const Instant = z.iso.datetime()

/** A calendar day, `2026-11-22`. */
export const Day = z.iso.date()

export const Nothing = z.void()
