import { FrameKeys } from '../../../../../client/crypto/sframe/FrameKeys.ts'
import { FrameOpener, type OpenedStream } from '../../../../../client/crypto/sframe/FrameOpener.ts'
import { FrameSealer, type SealedStream } from '../../../../../client/crypto/sframe/FrameSealer.ts'

/** Places in the tree: Anna is at 0, Ben at 1, Carl at 2. */
export const ROSTER: ReadonlyMap<number, string> = new Map([
  [0, 'anna'],
  [1, 'ben'],
  [2, 'carl'],
])

export const CAMERA = { source: 'camera', codec: 'vp8' } as const
export const MICROPHONE = { source: 'microphone', codec: 'opus' } as const

/** A clock that goes when it is told to. */
export interface Clock {
  now: number
}

/** What everybody in the group comes to in an epoch. */
export function secretOf(epoch: number, selfLeaf: number, members = ROSTER) {
  const baseKey = new Uint8Array(16).fill(epoch & 0xff)
  return { epoch, baseKey, selfLeaf, members }
}

export async function keysAt(epoch: number, selfLeaf: number, clock: Clock = { now: 0 }) {
  const keys = new FrameKeys(() => clock.now)
  await keys.advance(secretOf(epoch, selfLeaf))
  return keys
}

/** A receiver, and what it shows. */
export function openerOf(keys: FrameKeys, stream: OpenedStream, clock: Clock = { now: 0 }) {
  const shown: string[] = []
  const opener = new FrameOpener<{ data: ArrayBuffer }>(
    keys,
    stream,
    ({ data }) => shown.push(Buffer.from(data).toString('hex')),
    () => clock.now,
  )
  return { opener, shown, counts: opener.counts }
}

/** Anna's stream, as Ben receives it. */
export async function annaToBen(stream: SealedStream = MICROPHONE) {
  const clock = { now: 0 }
  const [anna, ben] = [await keysAt(1, 0, clock), await keysAt(1, 1, clock)]
  const sealer = new FrameSealer(anna, stream)
  return { ...openerOf(ben, { personId: 'anna', ...stream }, clock), anna, ben, sealer, clock }
}

export function frame(hex: string): ArrayBuffer {
  return new Uint8Array(Buffer.from(hex, 'hex')).buffer
}

/** A sealed frame; the test fails when there is none. */
export async function sealed(sealer: FrameSealer, hex: string): Promise<ArrayBuffer> {
  const data = await sealer.seal(frame(hex))
  if (!data) throw new Error('Nothing was sealed')
  return data
}
