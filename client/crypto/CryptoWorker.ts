import type { Keeper } from './Keeper.ts'
import { watchLifeLine } from './lifeLine.ts'
import { remote, type Remote } from './rpc.ts'

/** The worker that holds the keys, as the page sees it. When it dies, everything asked of it fails and nothing is sent. */
export interface CryptoWorker {
  readonly worker: Worker
  readonly keeper: Remote<Keeper>
  /** Ends it: frames stop in both directions at once. */
  readonly end: () => void
}

export function startCrypto(onBroken: () => void): CryptoWorker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  const { api, broken } = remote<Keeper>(worker)
  let ended = false
  const end = (): void => {
    ended = true
    worker.terminate()
    broken('Encryption has ended')
  }
  const fail = (): void => {
    if (ended) return
    end()
    onBroken()
  }
  worker.addEventListener('error', fail)
  watchLifeLine(worker, fail)
  return { worker, keeper: api, end }
}
