import { Device } from 'mediasoup-client'
import type { Consumer, Producer, RtpCapabilities, Transport } from 'mediasoup-client/types'
import type { Ticket } from '../../shared/api/consults.ts'
import { AppError } from '../../shared/AppError.ts'
import type { Output } from '../../shared/protocol/contract.ts'
import type { Consumable, Direction, RtpParameters, Source } from '../../shared/protocol/media.ts'
import type { AppProtocol } from '../../shared/protocol/protocol.ts'
import { makeCertificate, type Certificate } from './certificate.ts'
import { attachReceiver, attachSender, ENCRYPTED_CONNECTION } from '../crypto/transform/attach.ts'
import { codecFor, codecName, SENDING } from './encodings.ts'
import type { Signal } from './Signal.ts'

type Joined = Output<AppProtocol['room.join']>

const DIRECTIONS = ['send', 'receive'] as const
/** No sooner is a repair tried again: without any network each try fails at once. */
const REPAIR_INTERVAL_MS = 3_000

/** What can be prepared before the click: the browser's codecs and a certificate. */
export interface Prepared {
  readonly device: Device
  readonly certificate: Certificate | undefined
  readonly iceServers: Ticket['iceServers']
}

export async function prepareMedia(ticket: Ticket): Promise<Prepared> {
  const [device, certificate] = await Promise.all([Device.factory(), makeCertificate()])
  // The server's own description of itself, typed loosely on the wire.
  await device.load({ routerRtpCapabilities: ticket.rtpCapabilities as unknown as RtpCapabilities })
  return { device, certificate, iceServers: ticket.iceServers }
}

/** What Media needs to let nothing leave in clear, and to believe nothing that another person might have sent. */
export interface Protection {
  readonly worker: Worker
  /** Who sits in a place of the room; undefined when nobody is known there. */
  readonly personAt: (peerId: string) => string | undefined
}

/** One peer's two connections. Knows no roles and no users: streams out, streams in. */
export class Media {
  readonly producers = new Map<Source, Producer>()
  readonly consumers = new Map<string, { consumable: Consumable; consumer: Consumer }>()
  readonly #signal: Signal
  readonly #device: Device
  readonly #transports: Readonly<Record<Direction, Transport>>
  readonly #onSpoiled: () => void
  readonly #protection: Protection
  readonly #failed = new Set<Direction>()
  readonly #repairs = new Map<Direction, ReturnType<typeof setTimeout>>()

  /** `onSpoiled` is told of a connection that found its way again and is no use: new ones must be made. */
  constructor(
    prepared: Prepared,
    joined: Pick<Joined, 'transports'>,
    signal: Signal,
    protection: Protection,
    onSpoiled: () => void,
  ) {
    const { device, certificate, iceServers } = prepared
    this.#signal = signal
    this.#device = device
    this.#protection = protection
    this.#onSpoiled = onSpoiled
    const shared = {
      iceServers: [...iceServers] as RTCIceServer[],
      // Chromium's own member is not in the DOM's types.
      additionalSettings: {
        ...ENCRYPTED_CONNECTION,
        ...(certificate ? { certificates: [certificate.certificate] } : {}),
      } as RTCConfiguration,
    }
    // mediasoup describes its transports; the wire's type is a bounded copy of mediasoup-client's.
    type Options = Parameters<Device['createSendTransport']>[0]
    const { send, receive } = joined.transports as Record<Direction, Options>
    this.#transports = {
      send: device.createSendTransport({ ...send, ...shared }),
      receive: device.createRecvTransport({ ...receive, ...shared }),
    }
    for (const direction of DIRECTIONS) this.#wire(direction, certificate)
  }

  /** Brings both connections up while waiting: an idle data channel that the server knows nothing of. */
  async warm(): Promise<void> {
    await Promise.all([
      this.#transports.send.produceData({ label: 'warm' }),
      this.#transports.receive.consumeData({
        id: 'warm',
        dataProducerId: 'warm',
        sctpStreamParameters: { streamId: 0, ordered: true },
        label: 'warm',
      }),
    ])
  }

  get connectionStates(): readonly RTCPeerConnectionState[] {
    return [this.#transports.send.connectionState, this.#transports.receive.connectionState]
  }

  stats(direction: Direction): Promise<RTCStatsReport> {
    return this.#transports[direction].getStats()
  }

  async produce(source: Source, track: MediaStreamTrack, paused: boolean): Promise<Producer> {
    const mimeType = codecFor(source)
    const codec = this.#device.sendRtpCapabilities.codecs?.find(
      (one) => one.mimeType.toLowerCase() === mimeType.toLowerCase(),
    )
    if (!codec) throw new AppError('unavailable', `This browser does not send ${mimeType}`)
    const producer = await this.#transports.send.produce({
      track,
      ...SENDING[source],
      codec,
      stopTracks: false,
      // In the very task in which the sender is made: later would be too late for some browsers.
      onRtpSender: (sender) =>
        attachSender(sender, this.#protection.worker, {
          id: source,
          source,
          codec: codecName(mimeType),
        }),
      appData: { source, paused },
    })
    if (paused) producer.pause()
    this.producers.set(source, producer)
    return producer
  }

  stop(source: Source): string | undefined {
    const producer = this.producers.get(source)
    producer?.close()
    this.producers.delete(source)
    return producer?.id
  }

  /** All of one call become one negotiation. */
  async consume(consumables: readonly Consumable[]): Promise<void> {
    const fresh = consumables.filter(({ consumerId }) => !this.consumers.has(consumerId))
    await Promise.all(fresh.map((consumable) => this.#consumeOne(consumable)))
  }

  drop(consumerId: string): void {
    this.consumers.get(consumerId)?.consumer.close()
    this.consumers.delete(consumerId)
  }

  /** Whatever broke looks for a new way now. It also does so by itself, as long as there is a socket. */
  repair(): void {
    this.#forgetRepairs()
    for (const direction of DIRECTIONS) this.#repair(direction)
  }

  close(): void {
    this.#forgetRepairs()
    this.#transports.send.close()
    this.#transports.receive.close()
    this.producers.clear()
    this.consumers.clear()
  }

  #forgetRepairs(): void {
    for (const timer of this.#repairs.values()) clearTimeout(timer)
    this.#repairs.clear()
  }

  /** In Firefox DTLS ends with ICE: found again after a failure, such a connection sends, but nothing arrives. */
  #isSpoiled(direction: Direction): boolean {
    return this.#failed.has(direction) && this.#device.handlerName.startsWith('Firefox')
  }

  /** Tried until it holds: Firefox does not tell when a second try has failed, and an answer may be lost. */
  #repair(direction: Direction): void {
    const { connectionState } = this.#transports[direction]
    if (connectionState === 'failed') this.#failed.add(direction)
    if (connectionState === 'connected' && this.#isSpoiled(direction)) return this.#onSpoiled()
    const broken = connectionState === 'disconnected' || connectionState === 'failed'
    if (!broken || this.#repairs.has(direction)) return
    void this.#restartIce(direction).catch(() => undefined)
    const again = (): void => {
      this.#repairs.delete(direction)
      this.#repair(direction)
    }
    this.#repairs.set(direction, setTimeout(again, REPAIR_INTERVAL_MS))
  }

  async #restartIce(direction: Direction): Promise<void> {
    const iceParameters = await this.#signal.ask('media.restartIce', { direction })
    await this.#transports[direction].restartIce({
      iceParameters: iceParameters as Parameters<Transport['restartIce']>[0]['iceParameters'],
    })
  }

  async #consumeOne(consumable: Consumable): Promise<void> {
    const { consumerId, producerId, peerId, source, kind, rtpParameters } = consumable
    const consumer = await this.#transports.receive.consume({
      id: consumerId,
      producerId,
      kind,
      rtpParameters: rtpParameters as Parameters<Transport['consume']>[0]['rtpParameters'],
      onRtpReceiver: (receiver) =>
        attachReceiver(receiver, this.#protection.worker, {
          id: consumerId,
          // Of nobody, nothing is believed.
          personId: this.#protection.personAt(peerId) ?? '',
          source,
          codec: codecName(rtpParameters.codecs[0]?.mimeType),
        }),
      // One stream id for a person's face and voice keeps lips and sound together.
      streamId: `${peerId}-${source.startsWith('screen') ? 'screen' : 'person'}`,
    })
    this.consumers.set(consumerId, { consumable, consumer })
  }

  #wire(direction: Direction, certificate: Certificate | undefined): void {
    const transport = this.#transports[direction]
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      // The server knew the certificate from `room.join`; nothing needs to be said.
      if (certificate) return done()
      const fingerprint = dtlsParameters.fingerprints.find(
        ({ algorithm }) => algorithm === 'sha-256',
      )
      if (!fingerprint) return fail(new Error('No SHA-256 fingerprint'))
      this.#signal
        .ask('media.connect', { direction, fingerprint: fingerprint.value.toUpperCase() })
        .then(done, fail)
    })
    transport.on('connectionstatechange', () => this.#repair(direction))
    transport.on('producedata', (_, done) => done({ id: 'warm' }))
    transport.on('produce', ({ rtpParameters, appData }, done) => {
      const { source, paused } = appData as { source: Source; paused: boolean }
      const producerId = crypto.randomUUID()
      // The id is ours, so the next stream need not wait for the answer; a refusal closes this one.
      this.#signal
        .ask(source.startsWith('screen') ? 'media.share' : 'media.produce', {
          producerId,
          source,
          rtpParameters: rtpParameters as RtpParameters,
          paused,
        })
        .catch(() => this.stop(source))
      done({ id: producerId })
    })
  }
}
