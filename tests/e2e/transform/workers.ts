import { baseKeyOf } from './baseKeyOf.ts'

const MEMBERS = new Map([
  [0, 'anna'],
  [1, 'ben'],
])

export const startWorker = {
  peer: () => new Worker(new URL('./peerWorker.ts', import.meta.url), { type: 'module' }),
  inspector: () => new Worker(new URL('./inspectorWorker.ts', import.meta.url), { type: 'module' }),
}

export function giveKeys(worker: Worker, epoch: number, selfLeaf: number): void {
  worker.postMessage({ epoch, selfLeaf, members: MEMBERS, baseKey: baseKeyOf(epoch) }, [])
}

export function ask<Answer>(worker: Worker): Promise<Answer> {
  return new Promise((done) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => done(data), {
      once: true,
    })
    worker.postMessage({ count: true }, [])
  })
}
