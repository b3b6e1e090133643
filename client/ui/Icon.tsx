import type { LucideIcon } from 'lucide-react'
import css from './Icon.module.css'

/** An icon of lucide's. It says nothing by itself: words stand beside it, or a label on what it is in. */
export function Icon({ of: Shape }: { of: LucideIcon }) {
  return <Shape className={css.icon} aria-hidden focusable={false} />
}
