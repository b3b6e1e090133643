import type { ComponentProps, ReactNode } from 'react'
import { describedBy, Field } from './Field.tsx'
import css from './Field.module.css'
import { useFieldIds } from './useFieldIds.ts'

/** One line of text. `onChange` is given the text. */
export function TextField({
  label,
  hint,
  error,
  onChange,
  ...rest
}: Omit<ComponentProps<'input'>, 'onChange' | 'className' | 'id'> & {
  label: string
  hint?: ReactNode
  error?: string | undefined
  onChange?: (text: string) => void
}) {
  const ids = useFieldIds()
  return (
    <Field ids={ids} label={label} hint={hint} error={error}>
      <input
        type="text"
        {...rest}
        {...describedBy(ids, hint, error)}
        className={css.input}
        onChange={(event) => onChange?.(event.target.value)}
      />
    </Field>
  )
}
