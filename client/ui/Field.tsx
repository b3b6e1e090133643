import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import css from './Field.module.css'
import { VisuallyHidden } from './VisuallyHidden.tsx'

/** What every field has: a visible name, a hint before, an error after. `ids` ties them together. */
export function Field({
  ids,
  label,
  labelHidden = false,
  hint,
  error,
  children,
}: {
  ids: FieldIds
  label: string
  /** Where what stands beside it says the same to the eye. */
  labelHidden?: boolean
  hint?: ReactNode
  error?: string | undefined
  children: ReactNode
}) {
  return (
    <div className={css.field}>
      <label htmlFor={ids.field}>
        {labelHidden ? <VisuallyHidden>{label}</VisuallyHidden> : label}
      </label>
      {hint && (
        <span id={ids.hint} className={css.hint}>
          {hint}
        </span>
      )}
      {children}
      {error && (
        <span id={ids.error} className={css.error} role="alert">
          <Icon of={CircleAlert} />
          {error}
        </span>
      )}
    </div>
  )
}

export interface FieldIds {
  readonly field: string
  readonly hint: string
  readonly error: string
}

/** The attributes that tie an input to its hint and error. */
export function describedBy(ids: FieldIds, hint: ReactNode, error: string | undefined) {
  return {
    id: ids.field,
    'aria-invalid': error ? true : undefined,
    'aria-describedby':
      [hint ? ids.hint : '', error ? ids.error : ''].filter(Boolean).join(' ') || undefined,
  } as const
}
