import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { buttonClass, type ButtonKind, type ButtonSize } from './buttonClass.ts'
import { Icon } from './Icon.tsx'
import { Spinner } from './Spinner.tsx'

/** A button is a verb. While `busy` it keeps its focus and its words and does nothing. */
export function Button({
  kind = 'plain',
  size = 'usual',
  icon,
  busy = false,
  children,
  onClick,
  ...rest
}: Omit<ComponentProps<'button'>, 'className'> & {
  kind?: ButtonKind
  size?: ButtonSize
  icon?: LucideIcon
  busy?: boolean
  children: ReactNode
}) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass(kind, size)}
      aria-disabled={busy || undefined}
      onClick={(event) => (busy ? event.preventDefault() : onClick?.(event))}
    >
      {busy ? <Spinner /> : icon && <Icon of={icon} />}
      <span>{children}</span>
    </button>
  )
}
