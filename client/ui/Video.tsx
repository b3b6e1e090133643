import { useEffect, useRef, useState } from 'react'
import css from './Video.module.css'
import { fitOf } from './fitOf.ts'

/**
 * A moving picture, always without sound: that is played elsewhere. A `face` fills its place as long as not too much of it is
 * cut off; a `screen` is never cut.
 */
export function Video({
  stream,
  of,
  mirrored = false,
}: {
  stream: MediaStream
  of: 'face' | 'screen'
  mirrored?: boolean
}) {
  const video = useRef<HTMLVideoElement>(null)
  const [fit, setFit] = useState<'cover' | 'contain'>(of === 'screen' ? 'contain' : 'cover')

  useEffect(() => {
    const element = video.current
    if (!element) return undefined
    element.srcObject = stream
    const measure = (): void => {
      if (of === 'screen' || element.videoWidth === 0) return
      setFit(
        fitOf(element.videoWidth / element.videoHeight, element.clientWidth / element.clientHeight),
      )
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('resize', measure)
    return () => {
      observer.disconnect()
      element.removeEventListener('resize', measure)
      element.srcObject = null
    }
  }, [stream, of])

  return (
    <video
      ref={video}
      className={mirrored ? `${css.video} ${css.mirrored}` : css.video}
      data-fit={fit}
      autoPlay
      playsInline
      muted
      disablePictureInPicture
      aria-hidden
    />
  )
}
