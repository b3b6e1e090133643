import type { Page } from 'playwright'

/** Round trips that were measured, milliseconds: not what was asked for, but what there was. */
export interface MeasuredLine {
  readonly httpMs: number
  readonly socketMs: number
  /** By ICE's own checks, on the path in use; undefined before any was answered. */
  readonly mediaMs: number | undefined
}

const AS_IS = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 }

/**
 * Delays what a page sends and receives over UDP; call it before the page loads, because sockets that are open already
 * are not touched. DevTools' latency holds each UDP packet once a direction, so it is half the round trip. The first
 * rule that matches wins: HTTP is left alone, because `DelayRelay` delays it, and the WebSocket with it.
 */
export async function lengthenLine(page: Page, roundTripMs: number): Promise<void> {
  if (roundTripMs === 0) return
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditionsByRule', {
    matchedNetworkConditions: [
      { ...AS_IS, urlPattern: 'http://*:*/*' },
      { ...AS_IS, urlPattern: '', latency: roundTripMs / 2 },
    ],
  })
  await withoutTcpMedia(page)
}

/** Media over TCP would not be delayed, and so be taken for the faster way. */
async function withoutTcpMedia(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Connection = RTCPeerConnection
    window.RTCPeerConnection = class extends Connection {
      override setRemoteDescription({ type, sdp = '' }: RTCSessionDescriptionInit): Promise<void> {
        const udpOnly = sdp.replaceAll(/^a=candidate:\S+ \d+ tcp .*\r\n/gim, '')
        return super.setRemoteDescription({ type, sdp: udpOnly })
      }
    }
  })
}

/** Measures the line of a page that is in a room. */
export async function measureLine(page: Page): Promise<MeasuredLine> {
  return page.evaluate(async () => {
    const fetched = async (): Promise<number> => {
      const from = performance.now()
      await (await fetch('/livez', { cache: 'no-store' })).text()
      return performance.now() - from
    }
    /** A namespace is asked for without a ticket: the refusal comes one round trip later. */
    const refused = (): Promise<number> =>
      new Promise((done, fail) => {
        const socket = new WebSocket('/socket.io/?EIO=4&transport=websocket')
        let from = 0
        socket.addEventListener('error', () => fail(new Error('The socket could not be opened')))
        socket.addEventListener('message', ({ data }) => {
          if (String(data).startsWith('0')) {
            from = performance.now()
            socket.send('40{}')
          } else {
            done(performance.now() - from)
            socket.close()
          }
        })
      })
    const media = async (): Promise<number | undefined> => {
      const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] }
      const all: number[] = []
      for (const connection of connectionsMade) {
        if (connection.connectionState !== 'connected') continue
        const stats = new Map<
          string,
          { type: string; selectedCandidatePairId?: string; currentRoundTripTime?: number }
        >(await connection.getStats())
        for (const { type, selectedCandidatePairId = '' } of stats.values()) {
          const pair = type === 'transport' ? stats.get(selectedCandidatePairId) : undefined
          if (pair?.currentRoundTripTime) all.push(pair.currentRoundTripTime * 1000)
        }
      }
      return all.length === 0 ? undefined : Math.min(...all)
    }
    await fetched()
    return {
      httpMs: Math.min(await fetched(), await fetched()),
      socketMs: Math.min(await refused(), await refused()),
      mediaMs: await media(),
    }
  })
}
