import type { Page } from '@playwright/test'
import type { TappedFrame } from './framesOf.ts'

/** What a decoder made of frames: pictures or pieces of sound, and whether it gave up. */
export interface Decoding {
  readonly outputs: number
  readonly failed: boolean
  /** How much of a sound is as quiet as a room is between words; of pictures, all of it. */
  readonly quiet: number
}

/** Gives frames to the browser's own decoders, as whoever listened to the server could do. */
export function decodable(page: Page, frames: readonly TappedFrame[]): Promise<Decoding> {
  const [first] = frames
  const codec = { 'video/VP8': 'vp8', 'video/VP9': 'vp09.00.40.08', 'audio/opus': 'opus' }[
    first?.mimeType ?? ''
  ]
  if (codec === undefined) throw new Error('There are no frames')
  const given = frames.map(({ data }) => data.toString('base64'))
  return page.evaluate(decode, { codec, frames: given })
}

/** Runs in the page. */
async function decode(of: { codec: string; frames: readonly string[] }): Promise<Decoding> {
  let [outputs, quiet, failed] = [0, 0, false]
  const error = (): void => void (failed = true)
  const chunks = of.frames.map((text, at) => ({
    type: at === 0 ? ('key' as const) : ('delta' as const),
    timestamp: at * 100_000,
    data: Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)),
  }))
  const video = (): VideoDecoder => {
    const output = (frame: VideoFrame): void => (frame.close(), void ((outputs += 1), (quiet += 1)))
    const decoder = new VideoDecoder({ output, error })
    decoder.configure({ codec: of.codec })
    for (const chunk of chunks) if (!failed) decoder.decode(new EncodedVideoChunk(chunk))
    return decoder
  }
  const sound = (): AudioDecoder => {
    const output = (data: AudioData): void => {
      const samples = new Float32Array(data.numberOfFrames)
      data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
      data.close()
      outputs += 1
      quiet += samples.every((sample) => Math.abs(sample) < 0.02) ? 1 : 0
    }
    const decoder = new AudioDecoder({ output, error })
    decoder.configure({ codec: 'opus', sampleRate: 48_000, numberOfChannels: 2 })
    for (const chunk of chunks)
      if (!failed) decoder.decode(new EncodedAudioChunk({ ...chunk, type: 'key' }))
    return decoder
  }
  try {
    await (of.codec === 'opus' ? sound() : video()).flush()
  } catch {
    failed = true
  }
  return { outputs, failed, quiet: outputs === 0 ? 0 : quiet / outputs }
}
