import { fromBase64Url, textOf, toBase64Url, utf8 } from '../bytes.ts'

/** What members say to each other, signed by who says it. Chat is text; the others are between the devices. */
export type Payload =
  | { readonly kind: 'text'; readonly text: string }
  /** The speaker has let this device in: a host's device may add it. */
  | { readonly kind: 'approve'; readonly deviceKey: string }
  /** The key of an invite, good for the one commit that follows. */
  | { readonly kind: 'psk'; readonly id: Uint8Array; readonly value: Uint8Array }

/** What fits in `group.say` with signature, padding and tag. */
const MAX_PAYLOAD_BYTES = 11_000
const KEY_BYTES = 32

/** Undefined when it is too long to be said. */
export function encodePayload(payload: Payload): Uint8Array | undefined {
  const json =
    payload.kind === 'psk'
      ? { kind: 'psk', id: toBase64Url(payload.id), value: toBase64Url(payload.value) }
      : payload
  const bytes = utf8(JSON.stringify(json))
  return bytes.length > MAX_PAYLOAD_BYTES ? undefined : bytes
}

/** 32 bytes from their base64url, or nothing. */
function keyOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'string' || value.length > 44) return undefined
  const bytes = fromBase64Url(value)
  return bytes.length === KEY_BYTES ? bytes : undefined
}

/** Throws, or gives nothing, for what no member of this product says. */
export function decodePayload(bytes: Uint8Array): Payload | undefined {
  if (bytes.length > MAX_PAYLOAD_BYTES) return undefined
  const said: unknown = JSON.parse(textOf(bytes))
  if (typeof said !== 'object' || said === null || !('kind' in said)) return undefined
  if (said.kind === 'text' && 'text' in said && typeof said.text === 'string') {
    return { kind: 'text', text: said.text }
  }
  if (said.kind === 'approve' && 'deviceKey' in said) {
    const key = keyOf(said.deviceKey)
    return key && { kind: 'approve', deviceKey: toBase64Url(key) }
  }
  if (said.kind === 'psk' && 'id' in said && 'value' in said) {
    const id = keyOf(said.id)
    const value = keyOf(said.value)
    return id && value && { kind: 'psk', id, value }
  }
  return undefined
}
