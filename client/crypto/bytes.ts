import { base64url } from 'jose'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text)

/** Text of bytes; throws on bytes that are not UTF-8. */
export const textOf = (bytes: Uint8Array): string => decoder.decode(bytes)

/** Unpadded, RFC 4648 section 5. */
export const toBase64Url = (bytes: Uint8Array): string => base64url.encode(bytes)

/** Throws on anything but base64url. */
export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(base64url.decode(text))

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** For public values: it takes less time when they differ early. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index])
}
