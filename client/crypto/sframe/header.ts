/** What an SFrame header says (RFC 9605 section 4.3). Both are unsigned and have at most 64 bits. */
export interface Header {
  readonly keyId: bigint
  readonly counter: bigint
  /** Bytes that the header itself takes. */
  readonly length: number
}

const LARGEST = 0xffff_ffff_ffff_ffffn
/** Values below this fit into the first byte. */
const SHORT_END = 8n
const IS_LONG = 0b1000

/** The shortest form, as the RFC asks. */
export function encodeHeader(keyId: bigint, counter: bigint): Uint8Array<ArrayBuffer> {
  if (keyId < 0n || keyId > LARGEST || counter < 0n || counter > LARGEST)
    throw new RangeError('A key id and a counter have 64 bits')
  const keyIdBytes = lengthOf(keyId)
  const counterBytes = lengthOf(counter)
  const header = new Uint8Array(1 + keyIdBytes + counterBytes)
  header[0] = (nibble(keyId, keyIdBytes) << 4) | nibble(counter, counterBytes)
  write(header, 1, keyIdBytes, keyId)
  write(header, 1 + keyIdBytes, counterBytes, counter)
  return header
}

/** `undefined` when the bytes end before the header does. */
export function readHeader(bytes: Uint8Array): Header | undefined {
  const [config] = bytes
  if (config === undefined) return undefined
  const keyId = config >> 4
  const counter = config & 0xf
  const counterStart = 1 + extraBytes(keyId)
  const length = counterStart + extraBytes(counter)
  if (bytes.length < length) return undefined
  return {
    keyId: keyId < IS_LONG ? BigInt(keyId) : read(bytes, 1, counterStart),
    counter: counter < IS_LONG ? BigInt(counter) : read(bytes, counterStart, length),
    length,
  }
}

function lengthOf(value: bigint): number {
  if (value < SHORT_END) return 0
  let length = 1
  for (let rest = value >> 8n; rest > 0n; rest >>= 8n) length += 1
  return length
}

/** The value itself, or how many bytes of it follow, less one. */
function nibble(value: bigint, length: number): number {
  return length === 0 ? Number(value) : IS_LONG | (length - 1)
}

function extraBytes(nibble: number): number {
  return nibble < IS_LONG ? 0 : (nibble & 7) + 1
}

function write(bytes: Uint8Array, start: number, length: number, value: bigint): void {
  let rest = value
  for (let at = start + length - 1; at >= start; at -= 1) {
    bytes[at] = Number(rest & 0xffn)
    rest >>= 8n
  }
}

function read(bytes: Uint8Array, start: number, end: number): bigint {
  let value = 0n
  for (const byte of bytes.subarray(start, end)) value = (value << 8n) | BigInt(byte)
  return value
}
