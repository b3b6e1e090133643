import { Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from '../../ui/Icon.tsx'
import css from './Banner.module.css'

/** A line that lies on the stage: as flat as it can be, because there is a face behind it. */
export function Banner({
  kind,
  icon = kind === 'plain' ? Info : TriangleAlert,
  action,
  children,
}: {
  readonly kind: 'plain' | 'attention' | 'alarm'
  readonly icon?: LucideIcon
  readonly action?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <div className={css.banner} data-kind={kind}>
      <Icon of={icon} />
      <output className={css.words}>{children}</output>
      {action}
    </div>
  )
}
