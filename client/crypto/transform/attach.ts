import { AppError } from '../../../shared/AppError.ts'
import type { OpenedStream } from '../sframe/FrameOpener.ts'
import type { SealedStream } from '../sframe/FrameSealer.ts'
import type { Task, TransferredTask } from './task.ts'

/**
 * For the configuration of every connection. With it Chromium lets no frame pass that has no transform; without it, one
 * that is attached a moment too late is passed by for good, and everything leaves in clear.
 */
export const ENCRYPTED_CONNECTION: RTCConfiguration & { readonly encodedInsertableStreams: true } =
  { encodedInsertableStreams: true }

type End = RTCRtpSender | RTCRtpReceiver
type Streams = Pick<TransferredTask, 'readable' | 'writable'>

/** Chromium before 141; the standard never had it. */
interface OlderEnd {
  createEncodedStreams(): Streams
}

/** To be called in mediasoup-client's `onRtpSender`: in the same task in which the sender was made, not later. */
export function attachSender(
  sender: RTCRtpSender,
  worker: Worker,
  stream: SealedStream & { readonly id: string },
): void {
  attach(sender, worker, { ...stream, kind: 'seal' })
}

/** To be called in mediasoup-client's `onRtpReceiver`: in the same task in which the receiver appeared, not later. */
export function attachReceiver(
  receiver: RTCRtpReceiver,
  worker: Worker,
  stream: OpenedStream & { readonly id: string },
): void {
  attach(receiver, worker, { ...stream, kind: 'open' })
}

/** Whether frames can be given to a worker at all. Every browser that can do it has module workers too. */
export function canTransform(): boolean {
  return hasScriptTransform() || hasEncodedStreams(globalThis.RTCRtpSender?.prototype)
}

function attach(end: End, worker: Worker, task: Task): void {
  if (hasScriptTransform()) {
    end.transform = new RTCRtpScriptTransform(worker, task)
  } else if (hasEncodedStreams(end)) {
    const { readable, writable } = end.createEncodedStreams()
    const message: TransferredTask = { transform: task, readable, writable }
    worker.postMessage(message, [readable, writable])
  } else throw new AppError('unavailable', 'This browser cannot encrypt video and sound.')
}

function hasScriptTransform(): boolean {
  return 'RTCRtpScriptTransform' in globalThis
}

function hasEncodedStreams<E extends object>(end: E | undefined): end is E & OlderEnd {
  return end !== undefined && 'createEncodedStreams' in end
}
