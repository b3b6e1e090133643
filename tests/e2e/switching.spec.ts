import type { Page } from '@playwright/test'
import type { Layer } from '../../shared/protocol/media.ts'
import type { Body } from '../../shared/protocol/contract.ts'
import type { AppProtocol } from '../../shared/protocol/protocol.ts'
import { expect, goHome, test, together } from './people.ts'
import { Wire } from './Wire.ts'

test.afterEach(goHome)

type Consumables = Body<AppProtocol['media.consumable']>['consumers']

/** Of the camera's simulcast: 180, 360 and 720 lines. */
const CAMERA_LINES = [180, 360, 720]
const CAMERA_WAY = [0, 2, 1, 0, 1, 2, 0, 2]
/** The number of a question, for the server answers none without; the page's own begin at nothing. */
const NEVER_ASKED = 100_000
const SCREEN_WAY = [0, 2, 1, 2, 0, 2]

test('encrypted pictures change their layer without standing still', async ({
  browser,
  server,
}) => {
  let wire: Wire | undefined
  const { doctor, guest } = await together(browser, server, {
    guest: async (page) => void (wire = new Wire(page)),
  })
  const consumed = (source: 'camera' | 'screen') =>
    wire?.said
      .filter(({ name }) => name === 'room.admitted' || name === 'media.consumable')
      .flatMap(({ body }) => (body as { consumers: Consumables }).consumers)
      .find((one) => one.source === source)?.consumerId

  await test.step('VP8, from any of three layers to any other', async () => {
    const consumerId = consumed('camera') ?? ''
    const lines = async () => (await pictureOf(guest, 'video/VP8')).lines
    // The sender's line first finds out that it carries the largest.
    await prefer(guest, consumerId, { spatial: 2, temporal: 2 })
    await expect.poll(lines).toBe(CAMERA_LINES[2])
    const stood: number[] = []
    for (const spatial of CAMERA_WAY)
      stood.push(
        await switchTo(guest, 'video/VP8', async () => {
          await prefer(guest, consumerId, { spatial, temporal: 2 })
          await expect.poll(lines).toBe(CAMERA_LINES[spatial])
        }),
      )
    expectShort(stood)
  })

  await test.step('VP9, of which pictures in between are left out', async () => {
    await doctor.getByRole('button', { name: 'Share screen' }).click()
    await expect.poll(() => consumed('screen')).toBeDefined()
    const consumerId = consumed('screen') ?? ''
    await expect.poll(async () => (await pictureOf(guest, 'video/VP9')).frames).toBeGreaterThan(20)
    const stood: number[] = []
    for (const temporal of SCREEN_WAY)
      stood.push(
        await switchTo(guest, 'video/VP9', async () => {
          const { frames } = await pictureOf(guest, 'video/VP9')
          await prefer(guest, consumerId, { spatial: 0, temporal })
          await expect
            .poll(async () => (await pictureOf(guest, 'video/VP9')).frames)
            .toBeGreaterThan(frames + 5)
        }),
      )
    expectShort(stood)
  })
})

/** Less than a second each; one of them may have met a moment in which the machine did something else. */
function expectShort(stood: readonly number[]): void {
  expect(stood.length).toBeGreaterThan(5)
  expect(stood.filter((seconds) => seconds >= 1).length).toBeLessThanOrEqual(1)
}

/** Does it, goes on for some pictures, and gives for how many seconds they stood still. */
async function switchTo(page: Page, codec: string, change: () => Promise<void>): Promise<number> {
  const before = await pictureOf(page, codec)
  await change()
  const { frames } = await pictureOf(page, codec)
  await expect.poll(async () => (await pictureOf(page, codec)).frames).toBeGreaterThan(frames + 5)
  const frozen = (await pictureOf(page, codec)).frozen - before.frozen
  process.stdout.write(`${codec} stood still for ${Math.round(frozen * 1000)} ms\n`)
  return frozen
}

interface Picture {
  readonly lines: number
  readonly frames: number
  /** Seconds in which the picture stood still, since it began. */
  readonly frozen: number
}

/** The picture of this codec that the page decodes, as the browser counts it. */
function pictureOf(page: Page, codec: string): Promise<Picture> {
  return page.evaluate(async (mimeType) => {
    const { connectionsMade } = window as unknown as { connectionsMade: RTCPeerConnection[] }
    for (const connection of connectionsMade) {
      if (connection.connectionState === 'closed') continue
      const stats = await connection.getStats()
      for (const stat of stats.values())
        if (stat.type === 'inbound-rtp' && stats.get(stat.codecId)?.mimeType === mimeType)
          return {
            lines: stat.frameHeight ?? 0,
            frames: stat.framesDecoded ?? 0,
            frozen: stat.totalFreezesDuration ?? 0,
          }
    }
    return { lines: 0, frames: 0, frozen: 0 }
  }, codec)
}

/** Asks the server for a layer, whatever size the picture has on the page. */
function prefer(page: Page, consumerId: string, layer: Layer): Promise<void> {
  return page.evaluate(
    (message) => {
      const { socketsMade } = window as unknown as { socketsMade: WebSocket[] }
      socketsMade.at(-1)?.send(message)
    },
    `42${NEVER_ASKED}${JSON.stringify(['media.prefer', { consumerId, layer }])}`,
  )
}
