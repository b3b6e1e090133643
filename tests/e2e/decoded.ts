import type { Locator, Page } from '@playwright/test'

/** What a page decodes for the picture in one place. */
export interface Decoded {
  readonly codec: string
  readonly width: number
  readonly height: number
  readonly frames: number
}

/** The picture in this figure, as the browser counted it; undefined where there is none. Call `watchConnections` before. */
export function decoded(figure: Locator): Promise<Decoded | undefined> {
  return figure.evaluate(async (place) => {
    const stream = place.querySelector('video')?.srcObject
    const track = stream instanceof MediaStream ? stream.getVideoTracks()[0] : undefined
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] }
    for (const connection of connectionsMade) {
      if (connection.connectionState === 'closed') continue
      const stats = await connection.getStats()
      for (const stat of stats.values())
        if (stat.type === 'inbound-rtp' && stat.trackIdentifier === track?.id)
          return {
            codec: stats.get(stat.codecId)?.mimeType,
            width: stat.frameWidth,
            height: stat.frameHeight,
            frames: stat.framesDecoded,
          }
    }
    return undefined
  })
}

/** How many sources of sound the page receives that are not silent. */
export function voicesReceived(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] }
    let count = 0
    for (const connection of connectionsMade) {
      if (connection.connectionState === 'closed') continue
      for (const stat of (await connection.getStats()).values())
        if (stat.type === 'inbound-rtp' && stat.kind === 'audio' && stat.totalAudioEnergy > 0)
          count += 1
    }
    return count
  })
}
