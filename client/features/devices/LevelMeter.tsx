import type { Store } from '../../call/Store.ts'
import { useStore } from '../useStore.ts'
import css from './LevelMeter.module.css'

/** How loud the own microphone is: for the eye only, read out it would be noise. */
export function LevelMeter({ level }: { readonly level: Store<number> }) {
  const now = useStore(level)
  return (
    <div className={css.meter} aria-hidden>
      <div className={css.level} style={{ transform: `scaleX(${now.toFixed(2)})` }} />
    </div>
  )
}
