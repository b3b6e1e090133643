import { z } from 'zod'
import { event, request } from './contract.ts'
import { Id, Nothing } from './fields.ts'

/** What a stream shows. One producer of each source a peer at most. */
export const SOURCES = ['microphone', 'camera', 'screen', 'screenSound'] as const
export const Source = z.enum(SOURCES)
/** What anybody who may speak sends, and what it takes more to share. */
const OwnSource = z.enum(['microphone', 'camera'])
const ScreenSource = z.enum(['screen', 'screenSound'])
export type Source = z.infer<typeof Source>

/** `send` is client to server. */
export const Direction = z.enum(['send', 'receive'])
export type Direction = z.infer<typeof Direction>

/** The client's DTLS certificate (RFC 8122 fingerprint, SHA-256 only). */
export const Fingerprint = z
  .string()
  .regex(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'A SHA-256 fingerprint in upper case')

/** Goes into the SDP of everybody who receives it: one line of visible characters, so that nobody adds lines to it. */
const word = z.string().regex(/^[\x21-\x7e]{1,64}$/)
const parameters = z.record(
  word,
  z.union([z.string().regex(/^[\x20-\x7e]{0,256}$/), z.number(), z.null()]),
)
const feedback = z
  .array(z.object({ type: word, parameter: z.union([word, z.literal('')]).optional() }))
  .max(16)
const text = z.string().max(256)
const port = z.number().int().min(0).max(65_535)

/** `RtpCapabilities` of mediasoup: what a browser can receive, or a router forward. Unknown fields are dropped. */
export const RtpCapabilities = z.object({
  codecs: z
    .array(
      z.object({
        kind: z.enum(['audio', 'video']),
        mimeType: word,
        preferredPayloadType: z.number().int().min(0).max(127).optional(),
        clockRate: z.number().int().positive().max(1_000_000),
        channels: z.number().int().min(1).max(8).optional(),
        parameters: parameters.optional(),
        rtcpFeedback: feedback.optional(),
      }),
    )
    .max(32),
  headerExtensions: z
    .array(
      z.object({
        kind: z.enum(['audio', 'video']),
        uri: z.string().max(256),
        preferredId: z.number().int().min(1).max(255),
        preferredEncrypt: z.boolean().optional(),
        direction: z.enum(['sendrecv', 'sendonly', 'recvonly', 'inactive']).optional(),
      }),
    )
    .max(64),
})

const Encoding = z.object({
  active: z.boolean().optional(),
  ssrc: z.number().int().min(1).max(0xffff_ffff).optional(),
  rid: z
    .string()
    .regex(/^[A-Za-z0-9]{1,16}$/)
    .optional(),
  rtx: z.object({ ssrc: z.number().int().min(1).max(0xffff_ffff) }).optional(),
  dtx: z.boolean().optional(),
  scalabilityMode: z.string().max(16).optional(),
  scaleResolutionDownBy: z.number().positive().max(64).optional(),
  maxBitrate: z.number().int().positive().max(100_000_000).optional(),
  maxFramerate: z.number().positive().max(120).optional(),
  adaptivePtime: z.boolean().optional(),
  networkPriority: z.string().max(16).optional(),
  priority: z.string().max(16).optional(),
})

/** `RtpParameters` of mediasoup, bounded: at most three simulcast encodings. The CNAME is the server's to give. */
export const RtpParameters = z.object({
  mid: z
    .string()
    .regex(/^[A-Za-z0-9]{1,32}$/)
    .optional(),
  codecs: z
    .array(
      z.object({
        mimeType: word,
        payloadType: z.number().int().min(0).max(127),
        clockRate: z.number().int().positive().max(1_000_000),
        channels: z.number().int().min(1).max(8).optional(),
        parameters: parameters.optional(),
        rtcpFeedback: feedback.optional(),
      }),
    )
    .min(1)
    .max(4),
  headerExtensions: z
    .array(
      z.object({
        uri: z.string().max(256),
        id: z.number().int().min(1).max(255),
        encrypt: z.boolean().optional(),
        parameters: parameters.optional(),
      }),
    )
    .max(32)
    .optional(),
  encodings: z.array(Encoding).min(1).max(3).optional(),
  rtcp: z
    .object({
      cname: z.string().max(256).optional(),
      reducedSize: z.boolean().optional(),
      mux: z.boolean().optional(),
    })
    .optional(),
})
export type RtpParameters = z.infer<typeof RtpParameters>

const IceParameters = z.object({
  usernameFragment: text,
  password: text,
  iceLite: z.boolean().optional(),
})

/** What a client needs to build one of its two connections. */
export const TransportOptions = z.object({
  id: Id,
  iceParameters: IceParameters,
  iceCandidates: z
    .array(
      z.object({
        foundation: text,
        priority: z.number(),
        address: text,
        ip: text,
        protocol: z.enum(['udp', 'tcp']),
        port,
        type: z.literal('host'),
        tcpType: z.literal('passive').optional(),
      }),
    )
    .max(32),
  dtlsParameters: z.object({
    role: z.enum(['auto', 'client', 'server']).optional(),
    fingerprints: z.array(z.object({ algorithm: text, value: text })).max(8),
  }),
  sctpParameters: z
    .object({ port: z.number(), OS: z.number(), MIS: z.number(), maxMessageSize: z.number() })
    .loose()
    .optional(),
})
export type TransportOptions = z.infer<typeof TransportOptions>

/** One stream that this peer receives. */
export const Consumable = z.object({
  consumerId: Id,
  producerId: Id,
  peerId: Id,
  source: Source,
  kind: z.enum(['audio', 'video']),
  rtpParameters: RtpParameters,
  paused: z.boolean(),
})
export type Consumable = z.infer<typeof Consumable>

/** The simulcast or SVC layer wanted at most; `null` asks for nothing to be sent. */
export const Layer = z.object({
  spatial: z.number().int().min(0).max(3),
  temporal: z.number().int().min(0).max(3),
})
export type Layer = z.infer<typeof Layer>

/** The client chooses the id, so that a camera and a microphone need no round trip between them. */
const sent = { producerId: Id, rtpParameters: RtpParameters, paused: z.boolean() }

export const media = {
  /** The second way, for browsers that cannot tell their certificate before they join. */
  'media.connect': request({
    needs: 'join',
    input: z.strictObject({ direction: Direction, fingerprint: Fingerprint }),
    output: Nothing,
  }),
  'media.restartIce': request({
    needs: 'join',
    input: z.strictObject({ direction: Direction }),
    output: IceParameters,
  }),
  'media.produce': request({
    needs: 'speak',
    input: z.strictObject({ ...sent, source: OwnSource }),
    output: Nothing,
  }),
  'media.share': request({
    needs: 'shareScreen',
    input: z.strictObject({ ...sent, source: ScreenSource }),
    output: Nothing,
  }),
  'media.pause': request({
    needs: 'speak',
    input: z.strictObject({ producerId: Id, paused: z.boolean() }),
    output: Nothing,
  }),
  'media.stop': request({
    needs: 'speak',
    input: z.strictObject({ producerId: Id }),
    output: Nothing,
  }),
  'media.prefer': request({
    needs: 'see',
    input: z.strictObject({ consumerId: Id, layer: Layer.nullable() }),
    output: Nothing,
  }),
  /** Asks the senders for key frames, once the receiver is ready for them. */
  'media.refresh': request({
    needs: 'see',
    input: z.strictObject({ consumerIds: z.array(Id).min(1).max(64) }),
    output: Nothing,
  }),
  'media.consumable': event({ needs: 'see', body: z.object({ consumers: z.array(Consumable) }) }),
  'media.ended': event({ needs: 'see', body: z.object({ consumerIds: z.array(Id) }) }),
  /** A host muted this peer's stream; only the person unmutes it. */
  'media.muted': event({ needs: 'join', body: z.object({ producerId: Id }) }),
}
