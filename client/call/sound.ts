const METER_INTERVAL_MS = 100
/** Speech at a normal distance fills about two thirds of the meter. */
const METER_GAIN = 6

/** Reports the loudness of a track from 0 to 1 until it is stopped. */
export function meter(track: MediaStreamTrack, report: (level: number) => void): () => void {
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 512
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
    report(track.enabled ? Math.min(1, Math.sqrt(power) * METER_GAIN) : 0)
  }, METER_INTERVAL_MS)
  return () => {
    clearInterval(timer)
    void context.close()
    report(0)
  }
}

/** Two soft notes, through the chosen speaker where the browser lets one choose. */
export async function playNotes(speakerId: string): Promise<void> {
  const context = new AudioContext()
  const output = context.createMediaStreamDestination()
  const audio = new Audio()
  audio.srcObject = output.stream
  if (speakerId !== '' && 'setSinkId' in audio) await audio.setSinkId(speakerId)
  await audio.play()
  const end = [523.25, 659.25].map((frequency, index) =>
    note(context, output, frequency, context.currentTime + index * 0.35),
  )
  await Promise.all(end)
  audio.srcObject = null
  await context.close()
}

function note(
  context: AudioContext,
  output: AudioNode,
  frequency: number,
  at: number,
): Promise<void> {
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.frequency.value = frequency
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(0.25, at + 0.03)
  gain.gain.exponentialRampToValueAtTime(0.001, at + 0.6)
  oscillator.connect(gain).connect(output)
  oscillator.start(at)
  oscillator.stop(at + 0.65)
  return new Promise((done) => oscillator.addEventListener('ended', () => done(), { once: true }))
}
