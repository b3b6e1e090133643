import type { Page } from 'playwright'

/** Moments in a page, in milliseconds since 1970, so that those of two pages on one machine can be compared. */
export interface JoinMarks {
  readonly navigatedAt: number
  /** The last click, as the browser stamped the event. */
  readonly clickedAt?: number
  /** The socket of signalling was let in. */
  readonly socketAt?: number
  /** The server's word of which streams there are: its answer to `room.join`, or that one is let in. */
  readonly toldAt?: number
  /** The first description of remote streams was handed to the browser. */
  readonly describedAt?: number
  /** The connection that receives them was up. */
  readonly connectedAt?: number
  /** The page had a place for their picture. */
  readonly shownAt?: number
  /** The first decoded picture of another person was presented. */
  readonly firstFrameAt?: number
  /** When a button could first be pressed, by its words. */
  readonly usableAt: Readonly<Record<string, number>>
}

/** Notes the moments of a page. Call after `watchConnections` and before the page loads. */
export async function markJoin(page: Page, buttons: readonly string[] = []): Promise<void> {
  await page.addInitScript((buttons) => {
    type Marks = { -readonly [K in keyof JoinMarks]: JoinMarks[K] } & {
      usableAt: Record<string, number>
    }
    const marks: Marks = { navigatedAt: performance.timeOrigin, usableAt: {} }
    const now = (): number => performance.timeOrigin + performance.now()
    Object.assign(window, { joinMarks: marks })
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] }

    document.addEventListener(
      'click',
      ({ timeStamp }) => (marks.clickedAt = performance.timeOrigin + timeStamp),
      { capture: true },
    )

    const Socket = WebSocket
    window.WebSocket = class extends Socket {
      constructor(...of: ConstructorParameters<typeof WebSocket>) {
        super(...of)
        this.addEventListener('message', ({ data }) => {
          const said = String(data)
          // Socket.IO's own word that the ticket was good.
          if (said.startsWith('40')) marks.socketAt ??= now()
          // An acknowledgement, or an event.
          if (/^43\d+\[.*"transports"/.test(said) || said.startsWith('42["room.admitted"'))
            marks.toldAt = now()
        })
      }
    }

    const Connection = RTCPeerConnection
    window.RTCPeerConnection = class extends Connection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration)
        let receives = false
        const note = (): void => {
          if (receives && this.connectionState === 'connected') marks.connectedAt ??= now()
        }
        this.addEventListener('connectionstatechange', note)
        this.addEventListener('track', ({ track }) => {
          if (track.kind !== 'video') return
          receives = true
          marks.describedAt ??= now()
          note()
        })
      }
    }

    const isRemote = (stream: MediaProvider | null): boolean =>
      stream instanceof MediaStream &&
      stream
        .getVideoTracks()
        .some((track) =>
          connectionsMade.some((connection) =>
            connection.getReceivers().some((receiver) => receiver.track === track),
          ),
        )
    document.addEventListener(
      'loadstart',
      ({ target }) => {
        if (!(target instanceof HTMLVideoElement) || !isRemote(target.srcObject)) return
        marks.shownAt ??= now()
        target.requestVideoFrameCallback(() => (marks.firstFrameAt ??= now()))
      },
      { capture: true },
    )

    if (buttons.length === 0) return
    const left = new Set(buttons)
    const observer = new MutationObserver(() => {
      for (const button of document.querySelectorAll('button')) {
        const words = button.textContent.trim()
        if (!left.has(words) || button.matches(':disabled, [aria-disabled=true]')) continue
        left.delete(words)
        marks.usableAt[words] = now()
      }
      if (left.size === 0) observer.disconnect()
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true })
  }, buttons)
}

/** Waits until the page has seen another person, and answers its moments. */
export async function firstFrame(page: Page): Promise<JoinMarks> {
  await page.waitForFunction(
    () => (window as unknown as { joinMarks: JoinMarks }).joinMarks.firstFrameAt !== undefined,
  )
  return readMarks(page)
}

/** Waits until a button can be pressed, with less work for the page than looking for it by its role. */
export async function untilUsable(page: Page, words: string): Promise<JoinMarks> {
  await page.waitForFunction(
    (words) => words in (window as unknown as { joinMarks: JoinMarks }).joinMarks.usableAt,
    words,
  )
  return readMarks(page)
}

export function readMarks(page: Page): Promise<JoinMarks> {
  return page.evaluate(() => (window as unknown as { joinMarks: JoinMarks }).joinMarks)
}

/** The socket is open and all that can be prepared is: nothing is left to do before the click. */
export async function untilWarm(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { joinMarks, connectionsMade } = window as unknown as {
      joinMarks: JoinMarks
      connectionsMade: RTCPeerConnection[]
    }
    const tried = connectionsMade.map(({ connectionState }) => connectionState)
    // The browser's codecs and the certificate's fingerprint are read from connections that are thrown away.
    return (
      joinMarks.socketAt !== undefined &&
      tried.length > 1 &&
      tried.every((state) => state === 'closed') &&
      [...document.querySelectorAll('video')].some(({ videoWidth }) => videoWidth > 0)
    )
  })
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)))
}

/** Both connections of a waiting guest are up. */
export async function untilHot(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] }
    const up = connectionsMade.filter(({ connectionState }) => connectionState === 'connected')
    return up.length === 2
  })
  await page.evaluate(() => new Promise((done) => requestIdleCallback(done)))
}
