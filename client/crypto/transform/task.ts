import type { OpenedStream } from '../sframe/FrameOpener.ts'
import type { SealedStream } from '../sframe/FrameSealer.ts'

/** Goes from the page to the worker with each transform. `id` is whatever the page calls the stream. */
export type Task =
  | (SealedStream & { readonly kind: 'seal'; readonly id: string })
  | (OpenedStream & { readonly kind: 'open'; readonly id: string })

/** A transform as a message, for browsers without `RTCRtpScriptTransform`. */
export interface TransferredTask {
  readonly transform: Task
  readonly readable: ReadableStream<EncodedFrame>
  readonly writable: WritableStream<EncodedFrame>
}

export type EncodedFrame = RTCEncodedAudioFrame | RTCEncodedVideoFrame

/** Whether a message to the worker is a transform. */
export function isTransferredTask(message: unknown): message is TransferredTask {
  return typeof message === 'object' && message !== null && 'transform' in message
}
