import { deriveFrameKey, importBaseKey, openWith } from '../../../client/crypto/sframe/FrameKey.ts'
import { authenticatedBytes, readFrame, type Codec } from '../../../client/crypto/sframe/layout.ts'
import type { TransformScope } from '../../../client/crypto/transform/serveTransforms.ts'
import type { Source } from '../../../shared/protocol/media.ts'
import { baseKeyOf } from './baseKeyOf.ts'

interface Stream {
  readonly source: Source
  readonly codec: Codec
}

/** Looks at what arrives as the server could, but with the keys: what it can't open was sent in clear. */
const inspected: Record<string, { sealed: number; clear: number }> = {}
const scope = globalThis as unknown as TransformScope

scope.addEventListener('rtctransform', ({ transformer: { options, readable } }) => {
  const { source, codec } = options as Stream
  const counts = (inspected[source] ??= { sealed: 0, clear: 0 })
  const see = async ({ data }: { readonly data: ArrayBuffer }) => {
    // Chromium probes with empty frames.
    if (data.byteLength === 0) return
    counts[(await isSealed(data, { source, codec })) ? 'sealed' : 'clear'] += 1
  }
  void readable.pipeTo(new WritableStream({ write: see }))
})

scope.addEventListener('message', ({ data }) => {
  if (typeof data === 'object' && data !== null && 'count' in data)
    globalThis.postMessage(inspected, { transfer: [] })
})

async function isSealed(data: ArrayBuffer, { source, codec }: Stream): Promise<boolean> {
  const read = readFrame(data)
  if (!read) return false
  const { clear, header, headerBytes, ciphertext } = read
  const base = await importBaseKey(baseKeyOf(Number(header.keyId & 0xffn)))
  const key = await deriveFrameKey(base, header.keyId, 'decrypt')
  const about = authenticatedBytes(headerBytes, source, codec, clear)
  return openWith(key, header.counter, about, ciphertext).then(
    () => true,
    () => false,
  )
}
