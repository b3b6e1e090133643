import type { CaptureState } from '../../call/capture.ts'
import type { WordKey } from '../../i18n/Words.ts'

export interface Trouble {
  readonly words: Extract<WordKey, `trouble.${string}`>
  /** The browser, not the device, says no: the person must change a setting. */
  readonly refused: boolean
}

/** What is wrong with camera and microphone, each said once. */
export function troublesOf(camera: CaptureState, microphone: CaptureState): readonly Trouble[] {
  if (camera === 'refused' && microphone === 'refused')
    return [{ words: 'trouble.refusedBoth', refused: true }]
  return [troubleOf('camera', camera), troubleOf('microphone', microphone)].flat()
}

function troubleOf(device: 'camera' | 'microphone', state: CaptureState): readonly Trouble[] {
  if (state === 'off' || state === 'starting' || state === 'on') return []
  return [{ words: `trouble.${state}.${device}`, refused: state === 'refused' }]
}
