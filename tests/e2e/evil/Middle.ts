import type { Consumer, Producer, Router, Transport } from 'mediasoup/types'

/** What is done to all that goes through. */
export type Attack =
  | { readonly kind: 'none' }
  /** Each packet of sound is sent a second time, as if it were a new one. */
  | { readonly kind: 'replay' }
  /** In place of each frame comes one that nobody has encrypted: a picture (VP8), and a moment of sound (Opus). */
  | { readonly kind: 'clear'; readonly picture: Uint8Array; readonly sound: Uint8Array }

const HEADER_BYTES = 12
const PADDED = 0b10_0000
const ENDS_FRAME = 0b1000_0000
/** In VP8's payload descriptor. */
const BEGINS_FRAME = 0b1_0000

/**
 * Somebody in between, who has the server: whoever receives a camera or a microphone gets it through here. They know
 * everything that the server knows, and that is not the keys.
 */
export class Middle {
  attack: Attack = { kind: 'none' }
  readonly #through = new Map<string, Promise<Producer>>()

  sitIn(router: Router, transport: Transport): void {
    if (transport.appData['middle'] === true) return
    const consume = transport.consume.bind(transport)
    // mediasoup's method is generic in what an application notes of its own; that is passed on as it is.
    transport.consume = (async (options: Parameters<typeof consume>[0]) => {
      const { producerId } = options
      const through = this.#through.get(producerId) ?? this.#open(router, producerId)
      this.#through.set(producerId, through)
      return consume({ ...options, producerId: (await through).id })
    }) as typeof transport.consume
  }

  async #open(router: Router, producerId: string): Promise<Producer> {
    const appData = { middle: true }
    const [from, to] = await Promise.all([
      router.createDirectTransport({ appData }),
      router.createDirectTransport({ appData }),
    ])
    const { rtpCapabilities } = router
    const heard = await from.consume({ producerId, rtpCapabilities, enableRtx: false })
    const { kind, rtpParameters } = heard
    const told = await to.produce({ kind, rtpParameters })
    this.#carry(heard, told)
    // Whoever receives asks for key frames; here they are asked for all the time.
    const asking = setInterval(() => void heard.requestKeyFrame().catch(() => undefined), 1_000)
    heard.observer.once('close', () => {
      clearInterval(asking)
      from.close()
      to.close()
    })
    return told
  }

  #carry(heard: Consumer, told: Producer): void {
    let more = 0
    const send = (packet: Buffer, sequence: number): void => {
      packet.writeUInt16BE(sequence & 0xffff, 2)
      told.send(packet)
    }
    heard.on('rtp', (packet) => {
      const sequence = packet.readUInt16BE(2)
      const { attack } = this
      if (attack.kind === 'clear') {
        const clear =
          heard.kind === 'video' ? pictureIn(packet, attack.picture) : soundIn(packet, attack.sound)
        return send(clear, sequence + more)
      }
      send(Buffer.from(packet), sequence + more)
      if (attack.kind !== 'replay' || heard.kind === 'video') return
      more += 1
      send(Buffer.from(packet), sequence + more)
    })
  }
}

/** A packet with a whole VP8 key frame in it (RFC 7741 section 4.2), where there was a part of another. */
function pictureIn(packet: Buffer, picture: Uint8Array): Buffer {
  const header = Buffer.from(packet.subarray(0, headerBytes(packet)))
  header.writeUInt8(header.readUInt8(1) | ENDS_FRAME, 1)
  return withoutPadding(Buffer.concat([header, Buffer.of(BEGINS_FRAME), picture]))
}

function soundIn(packet: Buffer, sound: Uint8Array): Buffer {
  return withoutPadding(Buffer.concat([packet.subarray(0, headerBytes(packet)), sound]))
}

function withoutPadding(packet: Buffer): Buffer {
  packet.writeUInt8(packet.readUInt8(0) & ~PADDED, 0)
  return packet
}

/** RFC 3550 section 5.1: with extensions. */
function headerBytes(packet: Buffer): number {
  const at = HEADER_BYTES + 4 * (packet.readUInt8(0) & 0b1111)
  const extended = (packet.readUInt8(0) & 0b1_0000) !== 0
  return extended ? at + 4 + 4 * packet.readUInt16BE(at + 2) : at
}
