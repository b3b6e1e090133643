import type { EncodedFrame, Task } from '../../../../client/crypto/transform/task.ts'
import type { serveTransforms } from '../../../../client/crypto/transform/serveTransforms.ts'

type Transformer = Parameters<Parameters<Scope['addEventListener']>[1]>[0]['transformer']
type Scope = Parameters<typeof serveTransforms>[0]

/** Takes the browser's place before the product's transforms: frames are put in, and what comes out is timed. */
export class Line {
  readonly times: number[] = []
  readonly transformer: Transformer
  readonly #mimeType: string
  readonly #since = new WeakMap<EncodedFrame, number>()
  #controller: ReadableStreamDefaultController<EncodedFrame> | undefined
  #counts = false

  constructor(task: Task) {
    this.#mimeType = `${task.codec === 'opus' ? 'audio' : 'video'}/${task.codec}`
    this.transformer = {
      options: task,
      readable: new ReadableStream({ start: (controller) => void (this.#controller = controller) }),
      writable: new WritableStream({ write: (frame) => this.#leave(frame) }),
    }
  }

  /** What comes before this is not measured. */
  count(): void {
    this.#counts = true
    this.times.length = 0
  }

  put(data: ArrayBuffer): void {
    const metadata = { mimeType: this.#mimeType }
    // As much of an encoded frame as the transforms look at.
    const frame = { data, getMetadata: () => metadata } as EncodedFrame
    this.#since.set(frame, performance.now())
    this.#controller?.enqueue(frame)
  }

  #leave(frame: EncodedFrame): void {
    if (this.#counts) this.times.push(performance.now() - (this.#since.get(frame) ?? NaN))
  }
}
