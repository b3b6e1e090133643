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
