import type { CaptureState } from '../../call/capture.ts'
import type { WordKey } from '../../i18n/Words.ts'

export interface Check {
  readonly words: Extract<WordKey, `check.${string}`>
  readonly good: boolean
}

/** What we can truthfully say about how a person comes across: nothing is heard until sound was. */
export function checksOf(
  camera: CaptureState,
  microphone: CaptureState,
  heard: boolean,
): readonly Check[] {
  const seen = camera === 'on'
  if (seen && microphone === 'on' && heard) return [{ words: 'check.both', good: true }]
  return [
    ...(seen ? [{ words: 'check.seen', good: true } as const] : []),
    ...(camera === 'off' ? [{ words: 'check.cameraOff', good: false } as const] : []),
    ...(microphone === 'on'
      ? [
          heard
            ? ({ words: 'check.heard', good: true } as const)
            : ({ words: 'check.speak', good: false } as const),
        ]
      : []),
    ...(microphone === 'off' ? [{ words: 'check.microphoneOff', good: false } as const] : []),
  ]
}
