import type { FrameKeys } from '../sframe/FrameKeys.ts'
import { FrameOpener } from '../sframe/FrameOpener.ts'
import { FrameSealer } from '../sframe/FrameSealer.ts'
import type { Codec } from '../sframe/layout.ts'
import { isTransferredTask, type EncodedFrame, type Task } from './task.ts'

/** What of a dedicated worker's scope is used. TypeScript's types of a page don't know `rtctransform`. */
export interface TransformScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
  addEventListener(
    type: 'rtctransform',
    listener: (event: Event & { readonly transformer: Transformer }) => void,
  ): void
}

/** `RTCRtpScriptTransformer`. */
interface Transformer {
  readonly options: unknown
  readonly readable: ReadableStream<EncodedFrame>
  readonly writable: WritableStream<EncodedFrame>
}

/** What became of the frames, by the id of each stream that there is now. */
export interface TransformCounts {
  readonly sealed: Readonly<Record<string, FrameSealer['counts']>>
  readonly opened: Readonly<Record<string, FrameOpener<EncodedFrame>['counts']>>
}

const EXPIRE_INTERVAL_MS = 1_000

/** The worker's end of all transforms: what comes from an encoder leaves sealed or not at all. `now` in milliseconds. */
export function serveTransforms(
  scope: TransformScope,
  keys: FrameKeys,
  now: () => number,
): () => TransformCounts {
  const sealers = new Map<string, FrameSealer>()
  const openers = new Map<string, FrameOpener<EncodedFrame>>()

  function start(task: Task, pipe: Pick<Transformer, 'readable' | 'writable'>): void {
    const { id } = task
    if (task.kind === 'seal') {
      const sealer = new FrameSealer(keys, task)
      sealers.set(id, sealer)
      run(pipe, sealing(sealer, task.codec), () => forget(sealers, id, sealer))
    } else {
      let deliver: ((frame: EncodedFrame) => void) | undefined
      const opener = new FrameOpener<EncodedFrame>(keys, task, (frame) => deliver?.(frame), now)
      openers.set(id, opener)
      const transform = opening(opener, (enqueue) => (deliver = enqueue))
      run(pipe, transform, () => {
        opener.close()
        forget(openers, id, opener)
      })
    }
  }

  scope.addEventListener('rtctransform', ({ transformer }) =>
    // Only our own page makes transforms, by `attach`.
    start(transformer.options as Task, transformer),
  )
  scope.addEventListener('message', ({ data }) => {
    if (isTransferredTask(data)) start(data.transform, data)
  })
  setInterval(() => {
    keys.expire()
    for (const opener of openers.values()) void opener.expire().catch(() => undefined)
  }, EXPIRE_INTERVAL_MS)
  return () => ({ sealed: countsOf(sealers), opened: countsOf(openers) })
}

function sealing(sealer: FrameSealer, codec: Codec): TransformStream<EncodedFrame, EncodedFrame> {
  return new TransformStream({
    async transform(frame, controller) {
      // Whatever goes wrong, the frame stays here.
      if (!isOf(frame, codec)) return
      const data = await sealer.seal(frame.data).catch(() => undefined)
      if (data === undefined) return
      frame.data = data
      controller.enqueue(frame)
    },
  })
}

/** Of a codec that was not meant the wrong bytes would stay in clear. Not every browser tells the codec of a frame. */
function isOf(frame: EncodedFrame, codec: Codec): boolean {
  const { mimeType } = frame.getMetadata()
  return mimeType === undefined || mimeType.toLowerCase().endsWith(`/${codec}`)
}

/** What is opened may come later than it was given, so it is not the answer of `transform`. */
function opening(
  opener: FrameOpener<EncodedFrame>,
  deliverTo: (enqueue: (frame: EncodedFrame) => void) => void,
): TransformStream<EncodedFrame, EncodedFrame> {
  return new TransformStream({
    start: (controller) => deliverTo((frame) => controller.enqueue(frame)),
    transform: (frame) => opener.open(frame).catch(() => undefined),
  })
}

/** Until the stream ends, or breaks. Either way nothing leaves any more. */
function run(
  { readable, writable }: Pick<Transformer, 'readable' | 'writable'>,
  transform: TransformStream<EncodedFrame, EncodedFrame>,
  onEnd: () => void,
): void {
  void readable
    .pipeThrough(transform)
    .pipeTo(writable)
    .catch(() => undefined)
    .finally(onEnd)
}

function forget<Of>(known: Map<string, Of>, id: string, ended: Of): void {
  if (known.get(id) === ended) known.delete(id)
}

function countsOf<Counts>(
  streams: ReadonlyMap<string, { readonly counts: Counts }>,
): Record<string, Counts> {
  return Object.fromEntries([...streams].map(([id, { counts }]) => [id, counts]))
}
