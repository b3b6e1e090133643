/** What is put into every frame before it is encrypted, and must never be read outside. */
export const CANARY = 'the canary that nobody outside may hear'

/** A frame with the canary at its end. */
export function withCanary(data: ArrayBuffer): ArrayBuffer {
  if (data.byteLength === 0) return data
  const words = new TextEncoder().encode(CANARY)
  const frame = new Uint8Array(data.byteLength + words.length)
  frame.set(new Uint8Array(data))
  frame.set(words, data.byteLength)
  return frame.buffer
}
