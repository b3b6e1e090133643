import { type ReactNode, useId } from 'react'
import css from './Card.module.css'

/** A thing with a border. With a `title` it is a region that can be found by it. */
export function Card({
  title,
  aside,
  accent = false,
  children,
}: {
  title?: string
  /** Beside the title: a state, a button. */
  aside?: ReactNode
  /** The one that matters now. */
  accent?: boolean
  children: ReactNode
}) {
  const id = useId()
  return (
    <section
      className={accent ? `${css.card} ${css.accent}` : css.card}
      aria-labelledby={title ? id : undefined}
    >
      {title && (
        <header className={css.head}>
          <h2 id={id}>{title}</h2>
          {aside}
        </header>
      )}
      {children}
    </section>
  )
}
