import type { ReactNode } from 'react'
import { Page } from '../../ui/Page.tsx'
import css from './RoomFrame.module.css'

/** The whole window: the stage, what lies on it, a panel beside it, and the controls at the bottom edge. */
export function RoomFrame({
  title,
  density,
  top,
  notices,
  card,
  stage,
  side,
  controls,
}: {
  readonly title: string
  readonly density: 'guest' | 'staff'
  readonly top?: ReactNode
  readonly notices: ReactNode
  /** Lies in a corner of the stage, and blocks nothing. */
  readonly card?: ReactNode
  readonly stage: ReactNode
  readonly side?: ReactNode
  readonly controls: ReactNode
}) {
  return (
    <Page title={title} density={density} width="full">
      <div className={css.room} data-surround="stage" data-top={top ? true : undefined}>
        {top && <div className={css.top}>{top}</div>}
        <div className={css.stage}>
          {stage}
          <div className={css.notices}>{notices}</div>
          {card && <div className={css.card}>{card}</div>}
        </div>
        {side}
        <div className={css.controls}>{controls}</div>
      </div>
    </Page>
  )
}
