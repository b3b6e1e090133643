import type { Source } from '../../../shared/protocol/media.ts'

/** Whose key, in which epoch, of which of their streams. Visible to the server, and authenticated. */
export interface KeyId {
  readonly source: Source
  /** Counts the sender's streams, so that no two of them share a key. */
  readonly instance: number
  /** Place in the MLS tree. */
  readonly leaf: number
  /** The lowest 8 bits of the MLS epoch. */
  readonly epoch: number
}

const SOURCES = [
  'microphone',
  'camera',
  'screen',
  'screenSound',
] as const satisfies readonly Source[]
const BYTE = 0xff
const LARGEST_INSTANCE = 0xffff_ffff

/** The number by which a source is written in key ids and frames. */
export function sourceCode(source: Source): number {
  return SOURCES.indexOf(source)
}

/** `instance << 18 | source << 16 | leaf << 8 | epoch`, after RFC 9605 section 5.2. */
export function encodeKeyId({ source, instance, leaf, epoch }: KeyId): bigint {
  if (leaf > BYTE || instance > LARGEST_INSTANCE)
    throw new RangeError('A key id has 8 bits for the leaf and 32 for the instance')
  const context = (BigInt(instance) << 2n) | BigInt(sourceCode(source))
  return (context << 16n) | BigInt((leaf << 8) | (epoch & BYTE))
}

/** `undefined` for what none of us has written. */
export function readKeyId(keyId: bigint): KeyId | undefined {
  const instance = Number(keyId >> 18n)
  const source = SOURCES[Number((keyId >> 16n) & 3n)]
  if (source === undefined || instance > LARGEST_INSTANCE) return undefined
  return { source, instance, leaf: Number((keyId >> 8n) & 0xffn), epoch: Number(keyId & 0xffn) }
}
