import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { readFrame } from '../../client/crypto/sframe/layout.ts'
import { readKeyId } from '../../client/crypto/sframe/keyId.ts'
import type { Source } from '../../shared/protocol/media.ts'
import type { Consilium } from './consilium.ts'
import { expect, goHome, together } from './people.ts'
import { CANARY } from './tapped/canary.ts'
import { decodable } from './tapped/decodable.ts'
import { framesOf, type TappedFrame } from './tapped/framesOf.ts'
import { heardBy } from './tapped/heardBy.ts'
import { give, workerWith } from './tapped/workerWith.ts'
import { testWith } from './testWith.ts'
import { Wire } from './Wire.ts'

const test = testWith('tests/e2e/tapped/main.ts')

test.afterEach(goHome)

const SOURCES: readonly Source[] = ['microphone', 'camera', 'screen', 'screenSound']
/** Of each source, so that there is something to judge. */
const ENOUGH = 30
const LAYERS = 3

test('who listens at the server hears frames of every kind, and can read none of them', async ({
  browser,
  server,
}) => {
  const { frames, epoch, page } = await listen(browser, server, 'canarySealer')
  expect(frames.filter(({ data }) => data.includes(CANARY))).toEqual([])
  for (const source of SOURCES) {
    const own = frames.filter((frame) => frame.source === source)
    for (const { data } of own) {
      const key = keyOf(data)
      expect(key).toMatchObject({ source, leaf: expect.any(Number) })
      // Of an epoch that there was: the first is the host's alone.
      expect(key?.epoch).toBeLessThanOrEqual(epoch)
    }
    const decoded = await decodable(page, longestOf(own))
    expect(isUnderstood(decoded)).toBe(false)
  }
})

test('with a worker that encrypts nothing the same listener reads all of them', async ({
  browser,
  server,
}) => {
  const { frames, page } = await listen(browser, server, 'clearSealer')
  for (const source of SOURCES) {
    const own = frames.filter((frame) => frame.source === source)
    for (const { data } of own) {
      expect(data.includes(CANARY)).toBe(true)
      expect(keyOf(data)).toBeUndefined()
    }
    const plain = longestOf(own).map((frame) => ({
      ...frame,
      data: frame.data.subarray(0, -CANARY.length),
    }))
    const decoded = await decodable(page, plain)
    expect(isUnderstood(decoded)).toBe(true)
  }
})

/** A visit with everything that can be sent, of which the server heard enough. */
async function listen(browser: Browser, server: Consilium, sealer: 'canarySealer' | 'clearSealer') {
  const replacement = path.join(import.meta.dirname, 'tapped', `${sealer}.ts`)
  const worker = await workerWith(replacement, 'client/crypto/sframe/FrameSealer.ts')
  let wire: Wire | undefined
  const prepare = async (page: Page): Promise<void> => {
    wire ??= new Wire(page)
    await give(page.context(), worker)
  }
  const { doctor } = await together(browser, server, { doctor: prepare, guest: prepare })
  await doctor.getByRole('button', { name: 'Share screen' }).click()
  let frames: readonly TappedFrame[] = []
  const countOf = (source: Source) => frames.filter((frame) => frame.source === source).length
  await expect(async () => {
    const { packets, faults } = await heardBy(server.process)
    expect(faults).toEqual([])
    frames = framesOf(packets)
    for (const source of SOURCES) expect(countOf(source), source).toBeGreaterThan(ENOUGH)
    const [layers] = layersOf(frames)
    expect(layers).toBe(LAYERS)
  }).toPass({ timeout: 60_000, intervals: [1_000] })
  return { frames, page: doctor, epoch: wire?.group?.epoch ?? -1 }
}

/** How many simulcast layers of cameras were heard, of each sender in turn; the most first. */
function layersOf(frames: readonly TappedFrame[]): readonly number[] {
  const cameras = frames.filter(({ source }) => source === 'camera')
  const senders = Map.groupBy(cameras, ({ producerId }) => producerId)
  return [...senders.values()]
    .map((own) => new Set(own.map(({ ssrc }) => ssrc)).size)
    .toSorted((a, b) => b - a)
}

/** What a sealed frame says of its key; undefined for any other. */
function keyOf(data: Buffer) {
  const read = readFrame(new Uint8Array(data).buffer)
  return read && readKeyId(read.header.keyId)
}

/** One stream, so that a decoder has what belongs together; of those with most frames. */
function longestOf(frames: readonly TappedFrame[]): readonly TappedFrame[] {
  const streams = [...Map.groupBy(frames, ({ ssrc }) => ssrc).values()]
  return streams.toSorted((a, b) => b.length - a.length)[0] ?? []
}

/** Pictures came, or sound with the pauses that this browser's make-believe microphone makes. */
function isUnderstood({ failed, outputs, quiet }: Awaited<ReturnType<typeof decodable>>): boolean {
  return !failed && outputs > ENOUGH / 2 && quiet > 0
}
