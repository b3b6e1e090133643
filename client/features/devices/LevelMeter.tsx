import type { LocalMedia } from '../../call/LocalMedia.ts'
import { useStore } from '../useStore.ts'
import css from './LevelMeter.module.css'

/** How loud the own microphone is: for the eye only, read out it would be noise. */
export function LevelMeter({ local }: { readonly local: LocalMedia }) {
  const now = useStore(local.level)
  const { state } = useStore(local.microphone)
  if (state !== 'on') return null
  return (
    <div className={css.meter} aria-hidden>
      <div className={css.level} style={{ transform: `scaleX(${now.toFixed(2)})` }} />
    </div>
  )
}
