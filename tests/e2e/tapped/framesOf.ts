import type { Tapped } from '../../integration/tap.ts'

/** A whole frame, as its sender's transform gave it away. */
export interface TappedFrame extends Pick<Tapped, 'producerId' | 'source' | 'mimeType' | 'ssrc'> {
  readonly data: Buffer
}

/** Puts packets together to frames. What is not whole, for a packet of it was lost, is left out. */
export function framesOf(packets: readonly Tapped[]): readonly TappedFrame[] {
  const frames = Map.groupBy(
    packets.filter(({ payload }) => payload.length > 0),
    ({ producerId, ssrc, timestamp }) => `${producerId} ${ssrc} ${timestamp}`,
  )
  return [...frames.values()].flatMap(together)
}

function together(packets: readonly Tapped[]): readonly TappedFrame[] {
  const [any] = packets
  if (!any) return []
  const unlike = new Map(packets.map((packet) => [packet.sequence, packet]))
  const order = [...unlike.values()].toSorted((a, b) => behind(a.sequence, b.sequence))
  const pieces = order.map(({ payload }) => pieceOf(any.mimeType, payload))
  const inOrder = order.every(
    ({ sequence }, at) => at === 0 || sequence === (((order[at - 1]?.sequence ?? 0) + 1) & 0xffff),
  )
  const ends = any.kind === 'audio' || order.at(-1)?.marker === true
  if (!inOrder || !ends || pieces[0]?.begins !== true) return []
  const { producerId, source, mimeType, ssrc } = any
  const data = Buffer.concat(pieces.map((piece) => piece.data))
  return [{ producerId, source, mimeType, ssrc, data }]
}

/** Sequence numbers go round. */
function behind(a: number, b: number): number {
  return ((a - b + 0x1_8000) & 0xffff) - 0x8000
}

interface Piece {
  readonly begins: boolean
  readonly data: Buffer
}

function pieceOf(mimeType: string, payload: Buffer): Piece {
  if (mimeType === 'video/VP8') return vp8PieceOf(payload)
  return mimeType === 'video/VP9' ? vp9PieceOf(payload) : { begins: true, data: payload }
}

/** Without its payload descriptor (RFC 7741 section 4.2). */
function vp8PieceOf(payload: Buffer): Piece {
  const first = payload.readUInt8(0)
  const begins = (first & 0b1_0000) !== 0
  if ((first & 0x80) === 0) return { begins, data: payload.subarray(1) }
  const extended = payload.readUInt8(1)
  const has = (bit: number): number => (extended >> bit) & 1
  const long = has(7) === 1 && payload.readUInt8(2) >= 0x80 ? 1 : 0
  return { begins, data: payload.subarray(2 + has(7) + long + has(6) + (has(5) | has(4))) }
}

/** Without its payload descriptor (RFC 9628 section 4.2). */
function vp9PieceOf(payload: Buffer): Piece {
  const first = payload.readUInt8(0)
  const has = (bit: number): boolean => ((first >> bit) & 1) === 1
  let at = 1
  if (has(7)) at += payload.readUInt8(at) >= 0x80 ? 2 : 1
  if (has(5)) at += has(4) ? 1 : 2
  if (has(6) && has(4)) while ((payload.readUInt8(at++) & 1) === 1);
  if (has(1)) at = afterStructure(payload, at)
  return { begins: has(3), data: payload.subarray(at) }
}

/** RFC 9628 section 4.2.1. */
function afterStructure(payload: Buffer, start: number): number {
  const first = payload.readUInt8(start)
  let at = start + 1
  if ((first & 0b1_0000) !== 0) at += 4 * ((first >> 5) + 1)
  if ((first & 0b1000) === 0) return at
  const pictures = payload.readUInt8(at)
  at += 1
  for (let picture = 0; picture < pictures; picture += 1)
    at += 1 + ((payload.readUInt8(at) >> 2) & 3)
  return at
}
