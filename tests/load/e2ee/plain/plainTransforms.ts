// Takes the place of the product's serveTransforms in the worker of the call that is compared with.
import type { serveTransforms as Serve } from '../../../../client/crypto/transform/serveTransforms.ts'
import type { EncodedFrame, Task } from '../../../../client/crypto/transform/task.ts'

type Counts = { seen: number; sealed: number; bytes: number }

/** Every frame passes as it is. They are counted, or the product's watchdog would end the call. */
export const serveTransforms: typeof Serve = (scope) => {
  const sealed: Record<string, Counts> = {}
  scope.addEventListener('rtctransform', ({ transformer: { options, readable, writable } }) => {
    // Only the product's page makes transforms.
    const task = options as Task
    const counts = { seen: 0, sealed: 0, bytes: 0 }
    if (task.kind === 'seal') sealed[task.id] = counts
    const through = new TransformStream<EncodedFrame, EncodedFrame>({
      transform(frame, controller) {
        counts.seen += 1
        counts.sealed += 1
        counts.bytes += frame.data.byteLength
        controller.enqueue(frame)
      },
    })
    void readable
      .pipeThrough(through)
      .pipeTo(writable)
      .catch(() => undefined)
  })
  return () => ({ sealed, opened: {} })
}
