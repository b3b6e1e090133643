import { useEffect, useRef, type ReactNode } from 'react'
import { Page } from '../../ui/Page.tsx'
import css from './RoomFrame.module.css'

/** The whole window: the stage, what lies on it, a panel beside it, and the controls at the bottom edge. */
export function RoomFrame({
  title,
  density,
  top,
  badge,
  notices,
  card,
  stage,
  side,
  controls,
}: {
  readonly title: string
  readonly density: 'guest' | 'staff'
  readonly top?: ReactNode
  /** Lies in the upper corner of the stage, where there is no `top`. */
  readonly badge?: ReactNode
  readonly notices: ReactNode
  /** Lies in a corner of the stage, and blocks nothing. */
  readonly card?: ReactNode
  readonly stage: ReactNode
  readonly side?: ReactNode
  readonly controls: ReactNode
}) {
  const bar = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Toasts belong to the whole application: here they must not lie on the controls.
    const { style, dataset } = document.documentElement
    // Menus and dialogs lie outside of this page's elements, and are dark here too.
    dataset['surround'] = 'stage'
    style.colorScheme = 'dark'
    const observer = new ResizeObserver(() =>
      style.setProperty('--toasts-above', `${(bar.current?.clientHeight ?? 0) + 12}px`),
    )
    if (bar.current) observer.observe(bar.current)
    return () => {
      observer.disconnect()
      delete dataset['surround']
      style.removeProperty('color-scheme')
      style.removeProperty('--toasts-above')
    }
  }, [])
  return (
    <Page title={title} density={density} width="full">
      <div className={css.room} data-top={top ? true : undefined}>
        {top && <div className={css.top}>{top}</div>}
        <div className={css.stage}>
          {stage}
          {badge && <div className={css.badge}>{badge}</div>}
          <div className={css.notices}>{notices}</div>
          {card && <div className={css.card}>{card}</div>}
        </div>
        {side}
        <div ref={bar} className={css.controls}>
          {controls}
        </div>
      </div>
    </Page>
  )
}
