import { expect, type Page } from '@playwright/test'

/** Twenty pictures, of which a busy machine decodes a few a second. */
const PATIENCE_MS = 30_000

/** What a page's connections have received, as the browser counted it. */
export interface Received {
  readonly framesDecoded: number
  readonly samplesReceived: number
  readonly soundPackets: number
  readonly audioEnergy: number
  readonly bytes: number
}

/** A page of any browser, as far as it tells what is in it. */
export interface Reading {
  readonly evaluate: <T>(read: () => Promise<T>) => Promise<T>
}

/** Keeps every connection that the page makes, so that its statistics can be read. Call before the page loads. */
export async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(keepConnections)
}

/** Runs in the page. */
export function keepConnections(): void {
  const made: RTCPeerConnection[] = []
  const Original = RTCPeerConnection
  const watched = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration)
      made.push(this)
    }
  }
  const sockets: WebSocket[] = []
  const watchedSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      sockets.push(this)
    }
  }
  Object.assign(window, { RTCPeerConnection: watched, connectionsMade: made })
  Object.assign(window, { WebSocket: watchedSocket, socketsMade: sockets })
}

/** Takes the page's sockets away, as a router that restarts does; connections of media stay. */
export async function breakSocket(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { socketsMade } = window as unknown as { socketsMade: WebSocket[] }
    for (const socket of socketsMade) socket.close()
  })
}

/** How many sockets the page has opened in its life. */
export function socketsOpened(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { socketsMade: WebSocket[] }).socketsMade.length)
}

export async function received(page: Reading): Promise<Received> {
  return page.evaluate(async () => {
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] }
    const sum = { framesDecoded: 0, samplesReceived: 0, soundPackets: 0, audioEnergy: 0, bytes: 0 }
    for (const connection of connectionsMade) {
      if (connection.connectionState === 'closed') continue
      for (const stat of (await connection.getStats()).values()) {
        if (stat.type !== 'inbound-rtp') continue
        sum.framesDecoded += stat.framesDecoded ?? 0
        sum.samplesReceived += (stat.totalSamplesReceived ?? 0) - (stat.concealedSamples ?? 0)
        sum.soundPackets += stat.kind === 'audio' ? (stat.packetsReceived ?? 0) : 0
        sum.audioEnergy += stat.totalAudioEnergy ?? 0
        sum.bytes += stat.bytesReceived ?? 0
      }
    }
    return sum
  })
}

const COUNTERS = ['framesDecoded', 'samplesReceived', 'audioEnergy'] as const
const PICTURES = { framesDecoded: 20 }
const SOUND = { samplesReceived: 20_000, audioEnergy: 0 }

/** Pictures are decoded and real sound arrives, from now on. */
export async function expectToSeeAndHear(page: Reading): Promise<void> {
  await expectMoreThan(page, { ...PICTURES, ...SOUND })
}

/** Pictures go on, and while they do no packet of sound comes. */
export async function expectToSeeInSilence(page: Reading): Promise<void> {
  // What was under way has arrived.
  await expectMoreThan(page, PICTURES)
  const before = await received(page)
  await expectMoreThan(page, PICTURES)
  expect((await received(page)).soundPackets).toBe(before.soundPackets)
}

/** Counts what is added from now on, because a connection that replaces another begins at nothing. */
async function expectMoreThan(
  page: Reading,
  amounts: Partial<Record<(typeof COUNTERS)[number], number>>,
): Promise<void> {
  let last = await received(page)
  const counted = COUNTERS.flatMap((of) => {
    const amount = amounts[of]
    return amount === undefined ? [] : [{ of, amount, added: 0 }]
  })
  const stillMissing = async (): Promise<typeof counted> => {
    const now = await received(page)
    for (const one of counted) one.added += Math.max(0, now[one.of] - last[one.of])
    last = now
    return counted.filter(({ added, amount }) => added <= amount)
  }
  await expect
    .poll(stillMissing, { message: 'what is received', timeout: PATIENCE_MS, intervals: [200] })
    .toEqual([])
}
