import type { Page } from '@playwright/test'
import type { TransformCounts } from '../../../client/crypto/transform/serveTransforms.ts'

interface Inside {
  readonly workersMade: Worker[]
  readonly connectionsMade: RTCPeerConnection[]
}

/** Keeps the workers that the page starts. Call before the page loads. */
export async function watchWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const workersMade: Worker[] = []
    const Original = Worker
    const watched = class extends Original {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        workersMade.push(this)
      }
    }
    Object.assign(window, { Worker: watched, workersMade })
  })
}

/** What became of the page's frames, as its worker counted them. */
export function countsOf(page: Page): Promise<TransformCounts> {
  return page.evaluate(() => {
    const worker = (window as unknown as Inside).workersMade.at(-1)
    if (!worker) throw new Error('There is no worker')
    const ask = -Math.ceil(performance.now() * 1000)
    return new Promise<TransformCounts>((done) => {
      worker.addEventListener('message', ({ data }) => {
        if (data.answer === ask) done(data.value)
      })
      worker.postMessage({ ask, name: 'counts', input: [] }, [])
    })
  })
}

/** Ends the page's worker as the system does, without a word to the page. */
export function killWorker(page: Page): Promise<void> {
  return page.evaluate(() => (window as unknown as Inside).workersMade.at(-1)?.terminate())
}

export interface Sending {
  /** Frames that encoders made. */
  readonly encoded: number
  /** Bytes of frames that left. */
  readonly bytes: number
}

/** What the page sends, on connections that are not closed. */
export function sending(page: Page): Promise<Sending> {
  return page.evaluate(async () => {
    const sum = { encoded: 0, bytes: 0 }
    for (const connection of (window as unknown as Inside).connectionsMade) {
      if (connection.connectionState === 'closed') continue
      for (const stat of (await connection.getStats()).values()) {
        if (stat.type !== 'outbound-rtp') continue
        sum.encoded += stat.framesEncoded ?? 0
        sum.bytes += stat.bytesSent ?? 0
      }
    }
    return sum
  })
}

/** Runs in the page: transforms do nothing, and the browser is not told that there should be any. */
export function bypassTransforms(): void {
  const Original = RTCPeerConnection
  const careless = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super({ ...configuration, encodedInsertableStreams: false } as RTCConfiguration)
    }
  }
  Object.assign(window, { RTCPeerConnection: careless })
  Object.defineProperty(RTCRtpSender.prototype, 'transform', { set() {} })
}
