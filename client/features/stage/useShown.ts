import { useEffect, type RefObject } from 'react'
import type { Call } from '../../call/Call.ts'

/** Tells the engine how large a stream is on this screen, and when nobody can see it, so that no more is sent. */
export function useShown(
  element: RefObject<HTMLElement | null>,
  call: Call,
  consumerId: string | undefined,
): void {
  useEffect(() => {
    const { current } = element
    if (!current || consumerId === undefined) return undefined
    const ending = new AbortController()
    let onScreen = true
    const tell = (): void => {
      const { width, height } = current.getBoundingClientRect()
      const ratio = window.devicePixelRatio
      const seen = onScreen && !document.hidden
      void call.live.show(
        consumerId,
        seen ? { width: width * ratio, height: height * ratio } : null,
      )
    }
    const sizes = new ResizeObserver(tell)
    const sight = new IntersectionObserver((entries) => {
      onScreen = entries.at(-1)?.isIntersecting ?? true
      tell()
    })
    sizes.observe(current)
    sight.observe(current)
    document.addEventListener('visibilitychange', tell, { signal: ending.signal })
    return () => {
      ending.abort()
      sizes.disconnect()
      sight.disconnect()
      void call.live.show(consumerId, null)
    }
  }, [element, call, consumerId])
}
