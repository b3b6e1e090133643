import type { LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Icon } from './Icon.tsx'
import css from './IconButton.module.css'

export type IconButtonKind = 'plain' | 'solid' | 'leave'

/**
 * An icon that is always named: by words `below` or `beside` it, or, where there is no room, to those who ask (`hidden`).
 * `hotkey` is a key in the form of aria-keyshortcuts ("M"); it is told, listening to it is the page's.
 */
export function IconButton({
  icon,
  label,
  words = 'hidden',
  kind = 'plain',
  pressed,
  badge,
  hotkey,
  ...rest
}: Omit<ComponentProps<'button'>, 'className' | 'children'> & {
  icon: LucideIcon
  label: string
  words?: 'below' | 'beside' | 'hidden'
  kind?: IconButtonKind
  pressed?: boolean | undefined
  /** A count that wants attention; 0 shows nothing. */
  badge?: number | undefined
  hotkey?: string | undefined
}) {
  return (
    <button
      type="button"
      title={hotkey ? `${label} (${hotkey})` : words === 'hidden' ? label : undefined}
      {...rest}
      className={[css.button, css[words], css[kind]].filter(Boolean).join(' ')}
      aria-label={badge ? `${label} (${badge})` : words === 'hidden' ? label : undefined}
      aria-pressed={pressed}
      aria-keyshortcuts={hotkey}
    >
      <span className={css.shape}>
        <Icon of={icon} />
        {badge ? (
          <span className={css.badge} aria-hidden>
            {badge}
          </span>
        ) : null}
      </span>
      {words !== 'hidden' && <span className={css.words}>{label}</span>}
    </button>
  )
}
