import css from './Avatar.module.css'
import { initials } from './initials.ts'

/** Stands for a face that is not shown; the name is always written beside it. */
export function Avatar({ name, size = 'usual' }: { name: string; size?: 'usual' | 'stage' }) {
  return (
    <span className={`${css.avatar} ${size === 'stage' ? css.stage : ''}`} aria-hidden>
      {initials(name)}
    </span>
  )
}
