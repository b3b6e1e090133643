import type { Reading } from './received.ts'

/** Runs in the page: keeps the names of all that it asks of the server. */
export function keepRequests(): void {
  const names: string[] = []
  const watched = class extends WebSocket {
    override send(data: Parameters<WebSocket['send']>[0]): void {
      const name = typeof data === 'string' ? /^\d+\["([\w.]+)"/.exec(data)?.[1] : undefined
      if (name !== undefined) names.push(name)
      super.send(data)
    }
  }
  Object.assign(window, { WebSocket: watched, requestsMade: names })
}

/** The names of all that the page asked of the server, in their order. */
export function requests(page: Reading): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const { requestsMade } = window as unknown as { requestsMade: readonly string[] }
    return requestsMade
  })
}

/** Runs in the page: a browser that cannot make a certificate by itself. */
export function refuseCertificates(): void {
  RTCPeerConnection.generateCertificate = () =>
    Promise.reject(new DOMException('Not here', 'NotSupportedError'))
}

/** Runs in the page: Firefox without a window has no screen to offer, so this one is drawn, in a shape like no camera's. */
export function haveAScreen(): void {
  addEventListener('DOMContentLoaded', () => {
    navigator.mediaDevices.getDisplayMedia = async () => {
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width: 1000, height: 800 })
      const pen = canvas.getContext('2d')
      let count = 0
      setInterval(() => {
        pen?.clearRect(0, 0, 1000, 800)
        pen?.fillText(`Picture ${(count += 1)}`, 100, 100)
      }, 100)
      return canvas.captureStream(10)
    }
  })
}

/** Runs in the page: a picture of that screen's shape was decoded, and is shown. */
export async function screenIsShown(): Promise<boolean> {
  return [...document.querySelectorAll('video')].some(
    ({ videoWidth, videoHeight }) => Math.abs(videoWidth / videoHeight - 1000 / 800) < 0.01,
  )
}

/** Runs in the page: a connection of media has given up. */
export async function mediaHasFailed(): Promise<boolean> {
  const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] }
  return connectionsMade.some(({ connectionState }) => connectionState === 'failed')
}
