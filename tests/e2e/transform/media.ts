const FRAMES_A_SECOND = 30
const PATIENCE_MS = 20_000

/** A picture that moves. */
export function picture(lines = 180): MediaStreamTrack {
  const canvas = document.createElement('canvas')
  canvas.width = (lines * 16) / 9
  canvas.height = lines
  const context = canvas.getContext('2d')
  let drawn = 0
  const draw = (): void => {
    drawn += 1
    if (!context) return
    context.fillStyle = `hsl(${drawn % 360} 80% 50%)`
    context.fillRect((drawn * 7) % canvas.width, (drawn * 3) % lines, 60, 60)
  }
  draw()
  const [track] = canvas.captureStream(FRAMES_A_SECOND).getVideoTracks()
  if (!track) throw new Error('A canvas gives no picture')
  const timer = setInterval(() => {
    draw()
    if (track.readyState === 'ended') clearInterval(timer)
  }, 1_000 / FRAMES_A_SECOND)
  return track
}

/** The browser's make-believe microphone. */
export async function voice(): Promise<MediaStreamTrack> {
  const [track] = (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks()
  if (!track) throw new Error('There is no microphone')
  return track
}

export async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('It took too long')
    await new Promise((done) => setTimeout(done, 50))
  }
}
