import { useEffect, useState } from 'react'
import { browserGap, type BrowserGap } from './browserGap.ts'

/** What this browser lacks for a call. Whether it can encrypt takes a moment to find out; it is asked before joining. */
export function useBrowserGap(): BrowserGap | undefined {
  const [gap, setGap] = useState(() => browserGap(window))
  useEffect(() => {
    if (gap) return undefined
    let late = false
    const look = async (): Promise<void> => {
      const { canEncrypt } = await import('../../crypto/transform/canEncrypt.ts')
      if (!(await canEncrypt()) && !late) setGap('unprotected')
    }
    void look().catch(() => undefined)
    return () => {
      late = true
    }
  }, [gap])
  return gap
}
