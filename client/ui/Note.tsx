import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import css from './Note.module.css'

const looks = {
  plain: { icon: Info, role: 'status' },
  good: { icon: CircleCheck, role: 'status' },
  attention: { icon: TriangleAlert, role: 'status' },
  alarm: { icon: CircleAlert, role: 'alert' },
} as const

export type NoteKind = keyof typeof looks

/** What happened, what it means, what to do. An alarm is read out at once, the others when there is a pause. */
export function Note({
  kind = 'plain',
  title,
  action,
  children,
}: {
  kind?: NoteKind
  title?: string
  action?: ReactNode
  children?: ReactNode
}) {
  const { icon, role } = looks[kind]
  return (
    <div className={[css.note, css[kind]].join(' ')} role={role}>
      <Icon of={icon} />
      <div className={css.words}>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
        {action && <div className={css.action}>{action}</div>}
      </div>
    </div>
  )
}
