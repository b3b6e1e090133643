import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Router, RtpParameters } from 'mediasoup/types'
import { expect, test, vi } from 'vitest'
import { workerBinary } from '../../scripts/worker/location.mjs'
import { createLog } from '../../server/log.ts'
import { WorkerPool } from '../../server/media/WorkerPool.ts'
import type { Source } from '../../shared/protocol/media.ts'
import { liveWorld } from './liveWorld.ts'
import { OPUS, SCREEN } from './streams.ts'
import { tap } from './tap.ts'

async function openPool(): Promise<WorkerPool> {
  return WorkerPool.open({
    workers: 1,
    address: { listen: ['127.0.0.1'], announced: undefined, port: 0 },
    binary: workerBinary(process.env),
    log: createLog('error'),
  })
}

const VP8_LAYERS = [55_000_001, 55_000_002, 55_000_003]
const VP8: RtpParameters = {
  mid: '1',
  codecs: [
    {
      ...{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, parameters: {} },
      rtcpFeedback: [{ type: 'nack', parameter: 'pli' }],
    },
  ],
  encodings: VP8_LAYERS.map((ssrc) => ({ ssrc })),
  rtcp: { cname: 'peer', reducedSize: true },
}

/** A packet with an extension and padding, so that both are seen to be taken off. */
function packet(payloadType: number, ssrc: number, sequence: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(20)
  header.writeUInt8(0b1011_0000, 0)
  header.writeUInt8(0b1000_0000 + payloadType, 1)
  header.writeUInt16BE(sequence, 2)
  header.writeUInt32BE(sequence * 960, 4)
  header.writeUInt32BE(ssrc, 8)
  header.writeUInt16BE(0xbede, 12)
  header.writeUInt16BE(1, 14)
  return Buffer.concat([header, payload, Buffer.of(0, 0, 0, 4)])
}

async function sending(router: Router, source: Source, rtpParameters: RtpParameters) {
  const transport = await router.createDirectTransport()
  const kind = rtpParameters === VP8 ? 'video' : 'audio'
  return transport.produce({ kind, rtpParameters, appData: { source } })
}

test('the tap hears every packet of every source, every layer of it, as it was sent', async () => {
  using tapped = tap()
  const pool = await openPool()
  try {
    const { router } = await pool.place()
    // As the server itself, which has our schema check what a browser says.
    const microphone = await sending(router, 'microphone', OPUS as RtpParameters)
    const camera = await sending(router, 'camera', VP8)
    const sound = Buffer.from('sound that nobody sealed')
    /** The start of a key frame (RFC 7741 4.2 and 4.3), for mediasoup forwards nothing before one. */
    const picture = Buffer.from([0x10, 0, 0, 0, 0x9d, 0x01, 0x2a, ...Buffer.from('a picture')])
    let sequence = 0
    await vi.waitFor(() => {
      sequence += 1
      microphone.send(packet(111, 11_111_111, sequence, sound))
      for (const ssrc of VP8_LAYERS) camera.send(packet(96, ssrc, sequence, picture))
      expect(new Set(tapped.packets.map(({ ssrc }) => ssrc)).size).toBe(4)
    })
    const from = (source: Source) => tapped.packets.filter((one) => one.source === source)
    const routerId = router.id
    expect(from('microphone')[0]).toMatchObject({
      ...{ routerId, producerId: microphone.id, kind: 'audio', mimeType: 'audio/opus' },
      ...{ marker: true, payload: sound },
    })
    expect(from('camera')[0]).toMatchObject({
      ...{ routerId, producerId: camera.id, kind: 'video', mimeType: 'video/VP8' },
      payload: picture,
    })
    expect(tapped.faults).toEqual([])
  } finally {
    pool.close()
  }
})

test('in a room of the product it listens to whatever anybody sends', async () => {
  using tapped = tap()
  await using world = await liveWorld()
  const { host, guest } = await world.visit('admitted')
  const [voice, screen] = [randomUUID(), randomUUID()]
  await guest.signal.ask('media.produce', {
    ...{ producerId: voice, source: 'microphone', rtpParameters: OPUS, paused: false },
  })
  await host.signal.ask('media.share', {
    ...{ producerId: screen, source: 'screen', rtpParameters: SCREEN, paused: false },
  })
  await vi.waitFor(() =>
    expect(tapped.streams).toMatchObject([
      { producerId: voice, source: 'microphone', mimeType: 'audio/opus' },
      { producerId: screen, source: 'screen', mimeType: 'video/VP8' },
    ]),
  )
  expect(tapped.faults).toEqual([])
})

test('the product itself opens connections to browsers, and no other way out for media', () => {
  const root = path.resolve(import.meta.dirname, '../../server')
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }))
  const using = (what: RegExp) =>
    sources.filter(({ text }) => what.test(text)).map(({ file }) => file)
  expect(sources.length).toBeGreaterThan(100)
  expect(using(/createWebRtcTransport/)).toEqual(['media/PeerMedia.ts'])
  expect(using(/create(Direct|Plain|Pipe)Transport|pipeToRouter/)).toEqual([])
})
