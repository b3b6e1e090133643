import { useRef, useState, type PointerEvent, type ReactNode } from 'react'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { recall, remember } from '../../ui/remembered.ts'
import { cornerByKey, CORNERS, nearestCorner, nextCorner, type Corner } from './corner.ts'
import css from './Floating.module.css'

interface Drag {
  readonly fromX: number
  readonly fromY: number
  readonly byX: number
  readonly byY: number
}

/** Less than this, CSS pixels, is a tap. */
const TAP = 8

/** A small picture in a corner of the stage: dragged, tapped on, or moved by the arrow keys. */
export function Floating({ children }: { readonly children: ReactNode }) {
  const { t } = useSpeech()
  const element = useRef<HTMLDivElement>(null)
  const [corner, settle] = useCorner()
  const [drag, setDrag] = useState<Drag>()

  const drop = ({ clientX, clientY }: PointerEvent): void => {
    const stage = element.current?.parentElement?.getBoundingClientRect()
    setDrag(undefined)
    if (!stage || !drag) return
    const tapped = Math.hypot(drag.byX, drag.byY) < TAP
    settle(
      tapped ? nextCorner(corner) : nearestCorner(clientX - stage.left, clientY - stage.top, stage),
    )
  }
  return (
    <div
      ref={element}
      className={css.floating}
      data-corner={corner}
      style={drag && { transform: `translate(${drag.byX}px, ${drag.byY}px)` }}
    >
      {children}
      <button
        type="button"
        className={css.handle}
        aria-label={t('stage.move')}
        onPointerDown={({ clientX, clientY, pointerId, currentTarget }) => {
          currentTarget.setPointerCapture(pointerId)
          setDrag({ fromX: clientX, fromY: clientY, byX: 0, byY: 0 })
        }}
        onPointerMove={({ clientX, clientY }) =>
          setDrag((now) => now && { ...now, byX: clientX - now.fromX, byY: clientY - now.fromY })
        }
        onPointerUp={drop}
        onPointerCancel={() => setDrag(undefined)}
        onClick={({ detail }) => {
          // Enter and the space bar click without a pointer.
          if (detail === 0) settle(nextCorner(corner))
        }}
        onKeyDown={(event) => {
          const next = cornerByKey(corner, event.key)
          if (!next) return
          event.preventDefault()
          settle(next)
        }}
      />
    </div>
  )
}

/** The corner, remembered for the next time. */
function useCorner(): readonly [Corner, (next: Corner) => void] {
  const [corner, setCorner] = useState<Corner>(
    () => CORNERS.find((known) => known === recall('corner')) ?? 'bottomRight',
  )
  const settle = (next: Corner): void => {
    setCorner(next)
    remember('corner', next)
  }
  return [corner, settle]
}
