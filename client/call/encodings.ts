import type { ProducerOptions } from 'mediasoup-client/types'
import type { Source } from '../../shared/protocol/media.ts'
import type { Codec } from '../crypto/sframe/layout.ts'

type Sending = Pick<ProducerOptions, 'encodings' | 'codecOptions' | 'zeroRtpOnPause'>

/** How each source is sent. Bits per second. */
export const SENDING: Readonly<Record<Source, Sending>> = {
  microphone: {
    // No DTX: silence would be told apart from speech by the size of packets.
    codecOptions: { opusFec: true, opusDtx: false, opusStereo: false },
  },
  camera: {
    encodings: [
      { rid: 'l', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
      { rid: 'm', scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
      { rid: 'h', scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
    ],
    codecOptions: { videoGoogleStartBitrate: 600 },
    zeroRtpOnPause: true,
  },
  screen: {
    // One spatial layer: of a captured screen with more, Chromium 156 encodes not a single frame. It is read, so it is sent whole.
    encodings: [{ maxBitrate: 3_000_000, scalabilityMode: 'L1T3' }],
    codecOptions: { videoGoogleStartBitrate: 1500 },
  },
  screenSound: {
    codecOptions: {
      opusFec: true,
      opusDtx: false,
      opusStereo: true,
      opusMaxAverageBitrate: 96_000,
    },
  },
}

/** VP8 for faces, because every phone has it; VP9 for screens, because text stays sharp. */
export function codecFor(source: Source): 'video/VP8' | 'video/VP9' | 'audio/opus' {
  if (source === 'camera') return 'video/VP8'
  return source === 'screen' ? 'video/VP9' : 'audio/opus'
}

/** As the encryption of frames calls it. What is none of ours cannot be opened, whatever it is called. */
export function codecName(mimeType: string | undefined): Codec {
  const name = mimeType?.split('/')[1]?.toLowerCase()
  return name === 'vp8' || name === 'vp9' ? name : 'opus'
}
