import type { Crowd, CrowdTimes } from './Crowd.ts'

/** One device's worker, as long as it is measured. */
function measure(crowd: Crowd): Promise<CrowdTimes> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  return new Promise<CrowdTimes>((done, fail) => {
    worker.addEventListener('message', ({ data }: MessageEvent<CrowdTimes>) => done(data))
    worker.addEventListener('error', ({ message }) => fail(new Error(message)))
    worker.postMessage(crowd, [])
  }).finally(() => worker.terminate())
}

export type Measure = typeof measure
Object.assign(globalThis, { measure })
