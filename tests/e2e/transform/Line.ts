import {
  attachReceiver,
  attachSender,
  ENCRYPTED_CONNECTION,
} from '../../../client/crypto/transform/attach.ts'
import type { TransformCounts } from '../../../client/crypto/transform/serveTransforms.ts'
import {
  sentBy,
  Watchdog,
  type Sealed,
  type Sent,
} from '../../../client/crypto/transform/Watchdog.ts'
import { picture, until, voice } from './media.ts'
import type { Inspected, Midway, Outcome, Scenario } from './scenario.ts'
import { ask, giveKeys, startWorker } from './workers.ts'

/** As many as show what is so. */
export const FRAMES = 20
/** A quarter of a second. */
const HEARD_SAMPLES = 12_000
const NOTHING: TransformCounts = { sealed: {}, opened: {} }
const SOURCES = ['camera', 'microphone'] as const

type Counted = Readonly<Record<string, Inspected>>

/** Two connections of this page, one to the other. */
export class Line {
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

  /** Frames of both streams have come to the inspector, where there is one and frames may leave. */
  async hasArrived(): Promise<void> {
    const { receiver, attach, guarded } = this.#scenario
    if (receiver !== 'inspector' || (attach === 'never' && guarded)) return
    await until(async () => {
      const inspected = await ask<Counted>(this.other)
      return SOURCES.every((source) => {
        const { sealed, clear } = inspected[source] ?? { sealed: 0, clear: 0 }
        return sealed + clear >= FRAMES
      })
    })
  }

  /** What was on its way has arrived, unless more is meant to follow. */
  async hasSettled(midway: Midway): Promise<void> {
    await this.hasEncoded(FRAMES / 2)
    if (midway === 'changeKeys' || midway === 'nothing') return
    await until(async () => {
      const before = await ask<Counted>(this.other)
      await this.hasEncoded(FRAMES / 2)
      return JSON.stringify(before) === JSON.stringify(await ask<Counted>(this.other))
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

/** A worker that was killed does not answer. */
function later<Value>(value: Value): Promise<Value> {
  return new Promise((done) => setTimeout(() => done(value), 200))
}
