import { useLayoutEffect, useRef, useState, type RefObject } from 'react'
import type { Box } from './gridShape.ts'

/** An element's own size, in CSS pixels, kept up to date. */
export function useSize<E extends HTMLElement>(): readonly [RefObject<E | null>, Box] {
  const element = useRef<E>(null)
  const [size, setSize] = useState<Box>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const { current } = element
    if (!current) return undefined
    // Rounded down: half a pixel too much, and the last tile of a row falls into the next.
    const measure = (): void => {
      const { width, height } = current.getBoundingClientRect()
      setSize({ width: Math.floor(width), height: Math.floor(height) })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [])
  return [element, size]
}
