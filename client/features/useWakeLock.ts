import { useEffect } from 'react'

/** Keeps the screen on while a visit is on it: nobody touches a phone that they talk to. */
export function useWakeLock(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return undefined
    const ending = new AbortController()
    let lock: WakeLockSentinel | undefined
    const take = async (): Promise<void> => {
      if (document.hidden) return
      // Refused when the battery is low: then the screen behaves as it always does.
      const taken = await navigator.wakeLock.request('screen').catch(() => undefined)
      if (ending.signal.aborted) await taken?.release()
      else lock = taken
    }
    void take()
    // The browser lets go of the lock whenever the page is hidden.
    document.addEventListener('visibilitychange', () => void take(), { signal: ending.signal })
    return () => {
      ending.abort()
      void lock?.release()
    }
  }, [wanted])
}
