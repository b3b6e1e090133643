import {
  attachReceiver,
  attachSender,
  ENCRYPTED_CONNECTION,
} from '../../../client/crypto/transform/attach.ts'
import { canEncrypt } from '../../../client/crypto/transform/canEncrypt.ts'
import type { TransformCounts } from '../../../client/crypto/transform/serveTransforms.ts'
import {
  sentBy,
  Watchdog,
  type Sealed,
  type Sent,
} from '../../../client/crypto/transform/Watchdog.ts'
import { baseKeyOf } from './baseKeyOf.ts'
import { picture, until, voice } from './media.ts'
import type { Inspected, Midway, Outcome, Scenario } from './scenario.ts'
import { simulcast, type Layer } from './simulcast.ts'

const MEMBERS = new Map([
  [0, 'anna'],
  [1, 'ben'],
])
/** As many as show what is so. */
const FRAMES = 20
/** A quarter of a second. */
const HEARD_SAMPLES = 12_000
const NOTHING: TransformCounts = { sealed: {}, opened: {} }
const SOURCES = ['camera', 'microphone'] as const

type Counted = Readonly<Record<string, Inspected>>

const startWorker = {
  peer: () => new Worker(new URL('./peerWorker.ts', import.meta.url), { type: 'module' }),
  inspector: () => new Worker(new URL('./inspectorWorker.ts', import.meta.url), { type: 'module' }),
}

/** Two connections of this page, one to the other. */
class Line {
  readonly worker = startWorker.peer()
  readonly other: Worker
  readonly from: RTCPeerConnection
  readonly to: RTCPeerConnection
  readonly #scenario: Scenario
  readonly #leaks = new Set<string>()
  readonly #watchdog = new Watchdog((stream) => this.#leaks.add(stream))
  #last = NOTHING

  constructor(scenario: Scenario) {
    this.#scenario = scenario
    this.other = startWorker[scenario.receiver === 'inspector' ? 'inspector' : 'peer']()
    // The DOM's types don't know what Chromium calls it.
    const configuration: RTCConfiguration = scenario.guarded ? ENCRYPTED_CONNECTION : {}
    this.from = new RTCPeerConnection(configuration)
    this.to = new RTCPeerConnection(configuration)
    this.from.onicecandidate = ({ candidate }) => void this.to.addIceCandidate(candidate)
    this.to.onicecandidate = ({ candidate }) => void this.from.addIceCandidate(candidate)
    this.keys(1)
  }

  keys(epoch: number): void {
    giveKeys(this.worker, epoch, 0)
    if (this.#scenario.receiver === 'product') giveKeys(this.other, epoch, 1)
  }

  async connect(): Promise<void> {
    const { attach, codec } = this.#scenario
    const tracks = { camera: picture(), microphone: await voice() }
    const senders = SOURCES.map((source) => {
      const transceiver = this.from.addTransceiver(tracks[source], { direction: 'sendonly' })
      if (attach === 'atOnce') this.#attach(transceiver.sender, source)
      if (source === 'camera') prefer(transceiver, codec)
      return { sender: transceiver.sender, source }
    })
    const attachAll = () => senders.forEach(({ sender, source }) => this.#attach(sender, source))
    const offer = await this.from.createOffer()
    if (attach === 'afterOffer') attachAll()
    await this.from.setLocalDescription(offer)
    await this.to.setRemoteDescription(offer)
    this.to.getTransceivers().forEach(({ receiver }) => this.#receive(receiver))
    const answer = await this.to.createAnswer()
    await this.to.setLocalDescription(answer)
    await this.from.setRemoteDescription(answer)
    if (attach === 'late') {
      await this.hasEncoded(FRAMES)
      attachAll()
    }
  }

  #attach(sender: RTCRtpSender, source: (typeof SOURCES)[number]): void {
    const codec = source === 'camera' ? this.#scenario.codec : 'opus'
    attachSender(sender, this.worker, { id: source, source, codec })
  }

  #receive(receiver: RTCRtpReceiver): void {
    const source = receiver.track.kind === 'video' ? 'camera' : 'microphone'
    const codec = source === 'camera' ? this.#scenario.codec : 'opus'
    if (this.#scenario.receiver === 'inspector')
      receiver.transform = new RTCRtpScriptTransform(this.other, { source, codec })
    else attachReceiver(receiver, this.other, { id: source, source, codec, personId: 'anna' })
    const shown = document.createElement(receiver.track.kind === 'video' ? 'video' : 'audio')
    shown.srcObject = new MediaStream([receiver.track])
    shown.muted = true
    void shown.play().catch(() => undefined)
  }

  async encoded(): Promise<number> {
    return (await sentOf(this.from)).encoded
  }

  async hasEncoded(more: number): Promise<void> {
    const end = (await this.encoded()) + more
    await until(async () => (await this.encoded()) >= end)
  }

  /** As the product does each second, only more often. */
  async guard(): Promise<void> {
    const before = await this.#sealed()
    const sent = await sentOf(this.from)
    const after = await this.#sealed()
    this.#watchdog.look(new Map([['camera', { sent, sealed: { before, after } }]]))
  }

  async #sealed(): Promise<Sealed> {
    this.#last = await Promise.race([ask<TransformCounts>(this.worker), later(this.#last)])
    return this.#last.sealed['camera'] ?? { seen: 0, bytes: 0 }
  }

  /** Pictures and sound have come out at the other end, where the other end is the product's. */
  async hasShown(): Promise<void> {
    if (this.#scenario.receiver !== 'product') return
    const before = await this.#shown()
    await until(async () => {
      const { decoded, heardSamples } = await this.#shown()
      return (
        decoded >= before.decoded + FRAMES && heardSamples >= before.heardSamples + HEARD_SAMPLES
      )
    })
  }

  async #shown(): Promise<Pick<Outcome, 'decoded' | 'heardSamples'>> {
    const stats = [...(await this.to.getStats()).values()] as readonly RTCInboundRtpStreamStats[]
    const inbound = (kind: string) =>
      stats.find((one) => one.type === 'inbound-rtp' && one.kind === kind)
    const { totalSamplesReceived = 0, concealedSamples = 0 } = inbound('audio') ?? {}
    return {
      decoded: inbound('video')?.framesDecoded ?? 0,
      heardSamples: totalSamplesReceived - concealedSamples,
    }
  }

  async outcome(): Promise<Outcome> {
    const isInspected = this.#scenario.receiver === 'inspector'
    return {
      ...(await this.#shown()),
      encoded: await this.encoded(),
      sender: this.#last,
      receiver: isInspected ? NOTHING : await ask<TransformCounts>(this.other),
      inspected: isInspected ? await ask<Counted>(this.other) : {},
      leaks: [...this.#leaks],
    }
  }

  close(): void {
    for (const { sender } of this.from.getTransceivers()) sender.track?.stop()
    this.from.close()
    this.to.close()
    this.worker.terminate()
    this.other.terminate()
  }
}

function giveKeys(worker: Worker, epoch: number, selfLeaf: number): void {
  worker.postMessage({ epoch, selfLeaf, members: MEMBERS, baseKey: baseKeyOf(epoch) }, [])
}

async function run(scenario: Scenario): Promise<Outcome> {
  if (scenario.older) Reflect.deleteProperty(globalThis, 'RTCRtpScriptTransform')
  const line = new Line(scenario)
  try {
    await line.connect()
    await line.hasEncoded(FRAMES)
    await line.hasShown()
    await line.guard()
    if (!scenario.midway) return await line.outcome()
    happen(line, scenario.midway)
    // What was on its way has arrived.
    await line.hasEncoded(FRAMES / 2)
    const before = await line.outcome()
    for (let looks = 0; looks < 3; looks += 1) {
      await line.guard()
      await line.hasEncoded(FRAMES / 2)
    }
    if (scenario.midway === 'changeKeys') await line.hasShown()
    const after = await line.outcome()
    return { ...after, since: difference(before, after) }
  } finally {
    line.close()
  }
}

function happen(line: Line, midway: Midway): void {
  if (midway === 'kill') line.worker.terminate()
  if (midway === 'break') line.worker.postMessage({ break: true }, [])
  if (midway === 'takeKeys') line.worker.postMessage({ takeKeys: true }, [])
  if (midway === 'changeKeys') line.keys(2)
}

function difference(before: Outcome, after: Outcome): NonNullable<Outcome['since']> {
  const less = (source: string, { sealed, clear }: Inspected): Inspected => ({
    sealed: sealed - (before.inspected[source]?.sealed ?? 0),
    clear: clear - (before.inspected[source]?.clear ?? 0),
  })
  return {
    encoded: after.encoded - before.encoded,
    decoded: after.decoded - before.decoded,
    inspected: Object.fromEntries(
      Object.entries(after.inspected).map(([source, counts]) => [source, less(source, counts)]),
    ),
  }
}

function prefer(transceiver: RTCRtpTransceiver, codec: string): void {
  const { codecs } = RTCRtpReceiver.getCapabilities('video') ?? { codecs: [] }
  const chosen = codecs.find(({ mimeType }) => mimeType.toLowerCase() === `video/${codec}`)
  const repairs = codecs.filter(({ mimeType }) => mimeType.toLowerCase() === 'video/rtx')
  if (chosen) transceiver.setCodecPreferences([chosen, ...repairs])
}

async function sentOf(connection: RTCPeerConnection): Promise<Sent> {
  const camera = connection.getSenders().find(({ track }) => track?.kind === 'video')
  return camera ? sentBy(await camera.getStats()) : { encoded: 0, bytes: 0 }
}

function ask<Answer>(worker: Worker): Promise<Answer> {
  return new Promise((done) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => done(data), {
      once: true,
    })
    worker.postMessage({ count: true }, [])
  })
}

/** A worker that was killed does not answer. */
function later<Value>(value: Value): Promise<Value> {
  return new Promise((done) => setTimeout(() => done(value), 200))
}

/** All begun in the same moment, as when many people join. */
function runAll(scenarios: readonly Scenario[]): Promise<readonly Outcome[]> {
  return Promise.all(scenarios.map(run))
}

async function runSimulcast(): Promise<{ counts: TransformCounts; layers: readonly Layer[] }> {
  const [sending, receiving] = [startWorker.peer(), startWorker.peer()]
  giveKeys(sending, 1, 0)
  giveKeys(receiving, 1, 1)
  const layers = await simulcast(sending, receiving)
  const counts = await ask<TransformCounts>(sending)
  sending.terminate()
  receiving.terminate()
  return { counts, layers }
}

const underTest = { runAll, runSimulcast, canEncrypt }
export type UnderTest = typeof underTest
Object.assign(globalThis, { underTest })
