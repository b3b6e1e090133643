/** What became of a camera or microphone. */
export type CaptureState = 'off' | 'starting' | 'on' | 'refused' | 'missing' | 'busy' | 'failed'

export interface Capture {
  readonly state: CaptureState
  /** A muted microphone keeps its track; a camera that is off has none, so that its light goes out. */
  readonly track: MediaStreamTrack | undefined
  readonly deviceId: string | undefined
}

export const NO_CAPTURE: Capture = { state: 'off', track: undefined, deviceId: undefined }

export type CaptureKind = 'camera' | 'microphone'

const VIDEO: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
}

const AUDIO: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  channelCount: 1,
}

/** Opens a device. A device that was wished for but is gone gives way to any other. */
export async function open(kind: CaptureKind, deviceId: string | undefined): Promise<Capture> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints(kind, deviceId))
    const track = stream.getTracks()[0]
    return track ? captured(track) : failure('missing', deviceId)
  } catch (error) {
    const state = stateOf(error)
    const gone = state === 'missing' || state === 'failed'
    return deviceId !== undefined && gone ? open(kind, undefined) : failure(state, deviceId)
  }
}

/** Asks for both with one question to the person; where that fails, for each alone. */
export async function openBoth(
  wished: Readonly<Record<CaptureKind, string | undefined>>,
): Promise<Record<CaptureKind, Capture>> {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      ...constraints('camera', wished.camera),
      ...constraints('microphone', wished.microphone),
    })
    const [camera] = stream.getVideoTracks()
    const [microphone] = stream.getAudioTracks()
    if (camera && microphone) return { camera: captured(camera), microphone: captured(microphone) }
  } catch {
    // Which of the two it was is found out below.
  }
  const microphone = await open('microphone', wished.microphone)
  return { microphone, camera: await open('camera', wished.camera) }
}

function constraints(kind: CaptureKind, deviceId: string | undefined): MediaStreamConstraints {
  const chosen = deviceId === undefined ? {} : { deviceId: { exact: deviceId } }
  return kind === 'camera' ? { video: { ...VIDEO, ...chosen } } : { audio: { ...AUDIO, ...chosen } }
}

function captured(track: MediaStreamTrack): Capture {
  return { state: 'on', track, deviceId: track.getSettings().deviceId }
}

function failure(state: CaptureState, deviceId: string | undefined): Capture {
  return { state, track: undefined, deviceId }
}

/** The error names of Media Capture and Streams, section 10.2. */
function stateOf(error: unknown): CaptureState {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    default:
      return 'failed'
  }
}
