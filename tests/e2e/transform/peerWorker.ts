import { FrameKeys } from '../../../client/crypto/sframe/FrameKeys.ts'
import { serveTransforms } from '../../../client/crypto/transform/serveTransforms.ts'

/** The product's end of the transforms, with keys as the page tells it. */
const now = () => performance.now()
const keys = new FrameKeys(now)
const counts = serveTransforms(globalThis, keys, now)

globalThis.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  if (typeof data !== 'object' || data === null) return
  if ('epoch' in data) void keys.advance(data as Parameters<FrameKeys['advance']>[0])
  if ('takeKeys' in data) keys.close()
  if ('break' in data)
    crypto.subtle.encrypt = () => {
      throw new Error('Broken on purpose')
    }
  if ('count' in data) globalThis.postMessage(counts(), { transfer: [] })
})
