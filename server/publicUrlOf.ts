import type { Environment } from './config.ts'

/** The address that people open, without a slash at its end: links begin with it. */
export function publicUrlOf({
  PUBLIC_URL,
  PORT,
}: Pick<Environment, 'PUBLIC_URL' | 'PORT'>): string {
  return (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/$/, '')
}
