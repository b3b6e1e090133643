import type { RouterRtpCodecCapability, RtpCapabilities } from 'mediasoup/types'

/**
 * What end-to-end encryption allows: a forwarder must find key frames and layers without reading content.
 * H264 and AV1 parse what would be encrypted, so they are not offered.
 */
export const CODECS: RouterRtpCodecCapability[] = [
  { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  { kind: 'video', mimeType: 'video/VP9', clockRate: 90_000, parameters: { 'profile-id': 0 } },
]

/**
 * Header extensions that forwarding needs. Left out on purpose: `ssrc-audio-level` tells the server who speaks;
 * with `abs-capture-time` a simulcast consumer of mediasoup 3.27 never leaves its first layer.
 */
const EXTENSIONS: ReadonlySet<string> = new Set([
  'urn:ietf:params:rtp-hdrext:sdes:mid',
  'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id',
  'urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id',
  'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
  'urn:3gpp:video-orientation',
])

/** The part of a router's capabilities that clients are told of. Equal for every router. */
export function offered(capabilities: RtpCapabilities): RtpCapabilities {
  return {
    codecs: capabilities.codecs ?? [],
    headerExtensions: (capabilities.headerExtensions ?? []).filter(isOffered),
  }
}

export function isOffered({ uri }: { readonly uri: string }): boolean {
  return EXTENSIONS.has(uri)
}
