import type { Page } from '@playwright/test'
import { DROP_REASONS, type DropReason } from '../../client/crypto/sframe/FrameOpener.ts'
import { countsOf, watchWorkers } from './evil/inside.ts'
import type { Attack } from './evil/Middle.ts'
import { expect, goHome, together } from './people.ts'
import { expectToSeeAndHear, received } from './received.ts'
import { testWith } from './testWith.ts'

const test = testWith('tests/e2e/evil/main.ts')

test.afterEach(goHome)

test('what the server repeats, or puts in place of what was sent, is neither seen nor heard', async ({
  browser,
  server,
}) => {
  const { guest } = await together(browser, server, { guest: watchWorkers })
  const attack = (what: Attack): unknown => server.process.send(what)
  await test.step('the middle carries everything', () => expectToSeeAndHear(guest))

  await test.step('repeated sound', async () => {
    attack({ kind: 'replay' })
    await expect.poll(async () => (await sumOf(guest)).replayed).toBeGreaterThan(20)
    const { opened } = await sumOf(guest)
    await expect.poll(async () => (await sumOf(guest)).opened).toBeGreaterThan(opened + 20)
  })
  await test.step('pictures and sound that nobody has encrypted', async () => {
    attack({ kind: 'clear', ...(await guest.evaluate(inClear)) })
    await expect.poll(async () => (await sumOf(guest)).malformed).toBeGreaterThan(20)
    const [before, seen] = [await sumOf(guest), await received(guest)]
    await expect
      .poll(async () => (await sumOf(guest)).malformed)
      .toBeGreaterThan(before.malformed + 50)
    expect((await sumOf(guest)).opened).toBe(before.opened)
    expect((await received(guest)).framesDecoded).toBe(seen.framesDecoded)
    expect((await received(guest)).soundPackets).toBeGreaterThan(seen.soundPackets)
  })
  await test.step('and then it goes on', async () => {
    attack({ kind: 'none' })
    await expectToSeeAndHear(guest)
  })
})

type Sum = Record<DropReason | 'opened', number>

/** Of all streams that the page receives. */
async function sumOf(page: Page): Promise<Sum> {
  const streams = Object.values((await countsOf(page)).opened)
  const sum = (name: keyof Sum) => streams.reduce((total, counts) => total + counts[name], 0)
  const names = ['opened', ...DROP_REASONS] as const
  return Object.fromEntries(names.map((name) => [name, sum(name)])) as Sum
}

/** Runs in the page: a picture and a moment of sound, as anybody can make them. */
async function inClear(): Promise<{ picture: Uint8Array; sound: Uint8Array }> {
  const chunks: Uint8Array[] = []
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength)
      chunk.copyTo(bytes)
      chunks.push(bytes)
    },
    error: () => undefined,
  })
  encoder.configure({ codec: 'vp8', width: 64, height: 64 })
  const canvas = new OffscreenCanvas(64, 64)
  canvas.getContext('2d')?.fillRect(8, 8, 20, 20)
  const frame = new VideoFrame(canvas, { timestamp: 0 })
  encoder.encode(frame, { keyFrame: true })
  frame.close()
  await encoder.flush()
  const [picture] = chunks
  if (!picture) throw new Error('This browser makes no VP8')
  // Opus' own word for silence: 20 ms, wide, in stereo (RFC 6716 section 3.1).
  return { picture, sound: Uint8Array.of(0xfc, 0xff, 0xfe) }
}
