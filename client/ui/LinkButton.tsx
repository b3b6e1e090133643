import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { buttonClass, type ButtonKind, type ButtonSize } from './buttonClass.ts'
import { Icon } from './Icon.tsx'

/** Goes somewhere, and looks like a button because it is the next thing to do. */
export function LinkButton({
  href,
  kind = 'plain',
  size = 'usual',
  icon,
  children,
}: {
  href: string
  kind?: ButtonKind
  size?: ButtonSize
  icon?: LucideIcon
  children: ReactNode
}) {
  return (
    <Link href={href} className={buttonClass(kind, size)}>
      {icon && <Icon of={icon} />}
      <span>{children}</span>
    </Link>
  )
}
