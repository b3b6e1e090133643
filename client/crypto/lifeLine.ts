import type { Wall } from './rpc.ts'

/**
 * A worker that is ended from outside, or by the system for want of memory, tells nobody. A lock that it holds for life
 * does: the browser gives it on in the very moment. The page reads which one it is from the worker's first message.
 */
interface Holding {
  readonly lifeLine: string
}

/** In the worker. */
export function holdLifeLine(scope: Wall, name: string): void {
  void navigator.locks.request(name, () => {
    scope.postMessage({ lifeLine: name } satisfies Holding, [])
    return new Promise<never>(() => undefined)
  })
}

/** In the page. */
export function watchLifeLine(worker: Worker, onDead: () => void): void {
  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isHolding(data)) void navigator.locks.request(data.lifeLine, () => onDead())
  })
}

function isHolding(data: unknown): data is Holding {
  return typeof data === 'object' && data !== null && 'lifeLine' in data
}
