import type { RtpParameters } from '../../shared/protocol/media.ts'

/** What a browser would say of a microphone. */
export const OPUS: RtpParameters = {
  mid: '0',
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: 111,
      clockRate: 48_000,
      channels: 2,
      parameters: { minptime: 10, useinbandfec: 1 },
      rtcpFeedback: [{ type: 'transport-cc', parameter: '' }],
    },
  ],
  encodings: [{ ssrc: 11_111_111, dtx: false }],
  rtcp: { cname: 'peer', reducedSize: true },
}

/** What a browser would say of a screen. */
export const SCREEN: RtpParameters = {
  mid: '2',
  codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
  encodings: [{ ssrc: 22_222_222 }],
  rtcp: { cname: 'peer', reducedSize: true },
}
