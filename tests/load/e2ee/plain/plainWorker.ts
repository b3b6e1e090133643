import path from 'node:path'
import { workerWith } from '../../../e2e/tapped/workerWith.ts'

/** The product's worker as one script, without its encryption of frames: only for comparing. */
export function plainWorker(): Promise<string> {
  const replacement = path.join(import.meta.dirname, 'plainTransforms.ts')
  return workerWith(replacement, 'client/crypto/transform/serveTransforms.ts')
}
