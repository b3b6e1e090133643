import { observer } from 'mediasoup'
import type { Producer, Router, Transport, Worker } from 'mediasoup/types'
import { Source } from '../../shared/protocol/media.ts'

/** A stream that is listened to. */
interface Stream {
  readonly routerId: string
  readonly producerId: string
  readonly source: Source
  readonly kind: 'audio' | 'video'
  readonly mimeType: string
}

/** One RTP packet as the server has it, after SRTP. */
export interface Tapped extends Stream {
  readonly ssrc: number
  readonly sequence: number
  /** Of the sender's clock: all packets of one frame have the same. */
  readonly timestamp: number
  /** Ends a video frame. */
  readonly marker: boolean
  /** With the codec's payload descriptor, without header and padding. */
  readonly payload: Buffer
}

export interface Tap {
  readonly streams: readonly Stream[]
  readonly packets: readonly Tapped[]
  /** What went wrong in listening: a tap that hears nothing must not pass for silence. */
  readonly faults: readonly unknown[]
  readonly [Symbol.dispose]: () => void
}

/**
 * What a curious operator could do: from now on it listens to every stream in every router of this process, all layers of
 * it. It must be there before the media workers. The product has no way to open such a listener.
 */
export function tap(): Tap {
  const streams: Stream[] = []
  const packets: Tapped[] = []
  const faults: unknown[] = []
  const onProducer = (router: Router, transport: Transport, producer: Producer): void => {
    if (transport.appData['tap'] === true) return
    listen(router, producer, (packet) => packets.push(packet)).then(
      (stream) => streams.push(stream),
      (error: unknown) => {
        if (!producer.closed && !router.closed) faults.push(error)
      },
    )
  }
  const onWorker = ({ observer: worker }: Worker): void => {
    worker.on('newrouter', (router) =>
      router.observer.on('newtransport', (transport) =>
        transport.observer.on('newproducer', (producer) => onProducer(router, transport, producer)),
      ),
    )
  }
  observer.on('newworker', onWorker)
  return {
    streams,
    packets,
    faults,
    [Symbol.dispose]: () => void observer.off('newworker', onWorker),
  }
}

async function listen(
  router: Router,
  producer: Producer,
  hear: (packet: Tapped) => void,
): Promise<Stream> {
  const { id: producerId, kind } = producer
  const source = Source.parse(producer.appData['source'])
  const transport = await router.createDirectTransport({ appData: { tap: true } })
  producer.observer.once('close', () => transport.close())
  // `pipe` asks for every layer, where other receivers get one.
  const { rtpCapabilities } = router
  const consumer = await transport.consume({
    ...{ producerId, rtpCapabilities, pipe: true, enableRtx: false },
  })
  const mimeType = consumer.rtpParameters.codecs[0]?.mimeType ?? ''
  const stream = { routerId: router.id, producerId, source, kind, mimeType }
  consumer.on('rtp', (packet) => hear({ ...stream, ...parsed(packet) }))
  return stream
}

/** RFC 3550 section 5.1. */
function parsed(packet: Buffer) {
  const first = packet.readUInt8(0)
  const second = packet.readUInt8(1)
  const extensionAt = 12 + 4 * (first & 0b1111)
  const extended = (first & 0b1_0000) !== 0
  const start = extended ? extensionAt + 4 + 4 * packet.readUInt16BE(extensionAt + 2) : extensionAt
  const padding = (first & 0b10_0000) === 0 ? 0 : packet.readUInt8(packet.length - 1)
  return {
    marker: (second & 0b1000_0000) !== 0,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payload: packet.subarray(start, packet.length - padding),
  }
}
