import { useEffect, useState } from 'react'
import type { Store } from '../../call/Store.ts'

/** A door falling shut is one loud reading; a voice is several. */
const LOUD = 0.12
const READINGS = 3

/** True once a voice was heard. It stays true: silence is no fault. */
export function useHeard(level: Store<number>): boolean {
  const [heard, setHeard] = useState(false)
  useEffect(() => {
    if (heard) return undefined
    let loud = 0
    return level.watch(() => {
      if (level.get() > LOUD) loud += 1
      if (loud >= READINGS) setHeard(true)
    })
  }, [level, heard])
  return heard
}
