import type {
  Consumer,
  IceParameters,
  Producer,
  ProducerOptions,
  RtpCapabilities,
  RtpParameters as CheckedRtpParameters,
  WebRtcTransport,
} from 'mediasoup/types'
import { AppError } from '../../shared/AppError.ts'
import type {
  Consumable,
  Direction,
  Layer,
  RtpParameters,
  Source,
  TransportOptions,
} from '../../shared/protocol/media.ts'
import { isOffered } from './codecs.ts'
import type { Place } from './WorkerPool.ts'

/** Bits per second that one person may send: a camera's three layers, a sharp screen, and sound. */
const MAX_INCOMING_BITRATE = 6_000_000
const INITIAL_OUTGOING_BITRATE = 1_000_000
/**
 * A sender is not asked for key frames more often than this. Chromium does nothing when it is asked twice within 300 ms,
 * and mediasoup asks again only a second later: so a little more than that.
 */
const KEY_FRAME_REQUEST_DELAY_MS = 350
const MAX_SCTP_MESSAGE_BYTES = 16_384

const KIND_OF: Readonly<Record<Source, 'audio' | 'video'>> = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
  screenSound: 'audio',
}

/** What a peer wants to send. */
export interface Sent {
  readonly producerId: string
  readonly source: Source
  readonly rtpParameters: RtpParameters
  readonly paused: boolean
}

/** A peer's two connections, what it sends and what it receives. */
export class PeerMedia {
  readonly peerId: string
  readonly producers = new Map<string, { producer: Producer; source: Source }>()
  readonly consumers = new Map<string, Consumer>()
  /** What it sends or is about to, so that of two at once one is refused. */
  readonly #sources = new Set<Source>()
  /** Producers that it receives or is about to: a join and a new stream may meet. */
  readonly #receiving = new Set<string>()
  readonly #capabilities: RtpCapabilities
  readonly #transports: Readonly<Record<Direction, WebRtcTransport>>
  readonly #place: Place

  private constructor(
    peerId: string,
    place: Place,
    capabilities: RtpCapabilities,
    send: WebRtcTransport,
    receive: WebRtcTransport,
  ) {
    this.peerId = peerId
    this.#place = place
    this.#capabilities = capabilities
    this.#transports = { send, receive }
  }

  /** Both connections at once; with a fingerprint they are ready for DTLS before the client has heard of them. */
  static async open(
    peerId: string,
    place: Place,
    capabilities: RtpCapabilities,
    fingerprint: string | null,
  ): Promise<PeerMedia> {
    const [send, receive] = await Promise.all([openTransport(place), openTransport(place)])
    await send.setMaxIncomingBitrate(MAX_INCOMING_BITRATE)
    const media = new PeerMedia(peerId, place, capabilities, send, receive)
    if (fingerprint !== null)
      await Promise.all([media.connect('send', fingerprint), media.connect('receive', fingerprint)])
    return media
  }

  get transportOptions(): Record<Direction, TransportOptions> {
    return { send: describe(this.#transports.send), receive: describe(this.#transports.receive) }
  }

  async connect(direction: Direction, fingerprint: string): Promise<void> {
    await this.#transports[direction].connect({
      dtlsParameters: {
        role: 'client',
        fingerprints: [{ algorithm: 'sha-256', value: fingerprint }],
      },
    })
  }

  restartIce(direction: Direction): Promise<IceParameters> {
    return this.#transports[direction].restartIce()
  }

  async produce({ producerId, source, rtpParameters, paused }: Sent): Promise<Producer> {
    if (this.#sources.has(source)) throw new AppError('conflict', `You already send a ${source}`)
    const kind = KIND_OF[source]
    if (!rtpParameters.codecs.every(({ mimeType }) => mimeType.startsWith(`${kind}/`)))
      throw new AppError('bad_request', 'This stream is not what it says it is')
    const options: ProducerOptions = {
      id: producerId,
      kind,
      rtpParameters: {
        ...rtpParameters,
        headerExtensions: (rtpParameters.headerExtensions ?? []).filter(isOffered),
        rtcp: { cname: this.peerId, reducedSize: true },
        // Bounded by our schema; what it means is checked by mediasoup's `ortc`.
      } as CheckedRtpParameters,
      paused,
      keyFrameRequestDelay: KEY_FRAME_REQUEST_DELAY_MS,
      appData: { source },
    }
    this.#sources.add(source)
    const producer = await this.#transports.send.produce(options).catch((cause: unknown) => {
      this.#sources.delete(source)
      throw new AppError('bad_request', 'This stream cannot be sent here', { cause })
    })
    this.producers.set(producerId, { producer, source })
    producer.observer.once('close', () => {
      this.producers.delete(producerId)
      this.#sources.delete(source)
    })
    return producer
  }

  /** Receives a stream of another peer; undefined where this browser cannot decode it. */
  async consume(from: PeerMedia, producerId: string): Promise<Consumable | undefined> {
    const held = from.producers.get(producerId)
    const rtpCapabilities = this.#capabilities
    if (!held || this.#receiving.has(producerId)) return undefined
    if (!this.#place.router.canConsume({ producerId, rtpCapabilities })) return undefined
    this.#receiving.add(producerId)
    held.producer.observer.once('close', () => this.#receiving.delete(producerId))
    const consumer = await this.#transports.receive.consume({ producerId, rtpCapabilities })
    this.consumers.set(consumer.id, consumer)
    consumer.observer.once('close', () => this.consumers.delete(consumer.id))
    return describeConsumer(consumer, from.peerId, held.source)
  }

  producer(producerId: string): Producer {
    const held = this.producers.get(producerId)
    if (!held) throw new AppError('not_found', 'You do not send this stream')
    return held.producer
  }

  consumer(consumerId: string): Consumer {
    const consumer = this.consumers.get(consumerId)
    if (!consumer) throw new AppError('not_found', 'You do not receive this stream')
    return consumer
  }

  async prefer(consumerId: string, layer: Layer | null): Promise<void> {
    const consumer = this.consumer(consumerId)
    if (layer === null) return consumer.pause()
    if (consumer.type !== 'simple')
      await consumer.setPreferredLayers({
        spatialLayer: layer.spatial,
        temporalLayer: layer.temporal,
      })
    if (consumer.paused) await consumer.resume()
  }

  close(): void {
    this.#transports.send.close()
    this.#transports.receive.close()
  }
}

async function openTransport({ router, server }: Place): Promise<WebRtcTransport> {
  return router.createWebRtcTransport({
    webRtcServer: server,
    preferUdp: true,
    initialAvailableOutgoingBitrate: INITIAL_OUTGOING_BITRATE,
    // An idle data channel brings the connection up in the waiting room, before anything may be sent.
    enableSctp: true,
    maxSendMessageSize: MAX_SCTP_MESSAGE_BYTES,
    maxReceiveMessageSize: MAX_SCTP_MESSAGE_BYTES,
  })
}

function describe(transport: WebRtcTransport): TransportOptions {
  const { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters } = transport
  return { id, iceParameters, iceCandidates, dtlsParameters, sctpParameters }
}

/** How a receiver is told of a stream; also used when a peer that kept its connections comes back. */
export function describeConsumer(consumer: Consumer, peerId: string, source: Source): Consumable {
  return {
    consumerId: consumer.id,
    producerId: consumer.producerId,
    peerId,
    source,
    kind: consumer.kind,
    rtpParameters: consumer.rtpParameters as Consumable['rtpParameters'],
    paused: consumer.producerPaused,
  }
}
