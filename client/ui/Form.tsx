import type { ReactNode } from 'react'
import css from './Form.module.css'
import { Note } from './Note.tsx'

/** Fields, what went wrong in a sentence, and the buttons. Nothing typed is lost when it fails. */
export function Form({
  label,
  error,
  onSubmit,
  actions,
  children,
}: {
  label?: string
  error?: string | undefined
  onSubmit: () => void
  actions: ReactNode
  children: ReactNode
}) {
  return (
    <form
      aria-label={label}
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
      {error && <Note kind="alarm">{error}</Note>}
      <div className={css.actions}>{actions}</div>
    </form>
  )
}
