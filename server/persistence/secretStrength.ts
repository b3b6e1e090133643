const MIN_BYTES = 32
/** 32 random bytes have about 30 different values; fewer than 20 practically never. */
const MIN_DIFFERENT = 20
const SAMPLE = /change|example|secret|sample|default|password|replace|insert|consilium/i

/** Why a text is no secret, as the end of a sentence; undefined when it is one. */
export function weaknessOf(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64')
  if (SAMPLE.test(text)) return 'looks like the sample of a manual'
  if (bytes.length < MIN_BYTES) return `has fewer than ${MIN_BYTES} bytes in base64`
  if (new Set(bytes).size < MIN_DIFFERENT) return 'repeats itself and could be guessed'
  const steps = bytes.subarray(1).map((byte, index) => byte - (bytes[index] ?? 0))
  if (new Set(steps).size < MIN_DIFFERENT / 2) return 'is a plain sequence and could be guessed'
  return undefined
}
