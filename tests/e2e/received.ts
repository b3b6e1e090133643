import { expect, type Page } from '@playwright/test'

/** What a page's connections have received, as the browser counted it. */
export interface Received {
  readonly framesDecoded: number
  readonly samplesReceived: number
  readonly audioEnergy: number
  readonly bytes: number
}

/** Keeps every connection that the page makes, so that its statistics can be read. Call before the page loads. */
export async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: RTCPeerConnection[] = []
    const Original = RTCPeerConnection
    const watched = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        made.push(this)
      }
    }
    Object.assign(window, { RTCPeerConnection: watched, connectionsMade: made })
  })
}

export async function received(page: Page): Promise<Received> {
  return page.evaluate(async () => {
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] }
    const sum = { framesDecoded: 0, samplesReceived: 0, audioEnergy: 0, bytes: 0 }
    for (const connection of connectionsMade) {
      if (connection.connectionState === 'closed') continue
      for (const stat of (await connection.getStats()).values()) {
        if (stat.type !== 'inbound-rtp') continue
        sum.framesDecoded += stat.framesDecoded ?? 0
        sum.samplesReceived += (stat.totalSamplesReceived ?? 0) - (stat.concealedSamples ?? 0)
        sum.audioEnergy += stat.totalAudioEnergy ?? 0
        sum.bytes += stat.bytesReceived ?? 0
      }
    }
    return sum
  })
}

/** Pictures are decoded and real sound arrives, from now on. */
export async function expectToSeeAndHear(page: Page): Promise<void> {
  const before = await received(page)
  await expect
    .poll(async () => (await received(page)).framesDecoded, { message: 'decoded pictures' })
    .toBeGreaterThan(before.framesDecoded + 20)
  await expect
    .poll(async () => (await received(page)).samplesReceived, { message: 'received sound' })
    .toBeGreaterThan(before.samplesReceived + 20_000)
  await expect
    .poll(async () => (await received(page)).audioEnergy, { message: 'sound that is not silence' })
    .toBeGreaterThan(before.audioEnergy)
}
