import { ChevronDown } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { describedBy, Field } from './Field.tsx'
import css from './Field.module.css'
import { Icon } from './Icon.tsx'
import { useFieldIds } from './useFieldIds.ts'

export interface Option<V extends string> {
  readonly value: V
  readonly label: string
}

/** The browser's own list: on phones the one that people know. */
export function SelectField<V extends string>({
  label,
  labelHidden = false,
  hint,
  error,
  value,
  options,
  onChange,
  ...rest
}: Omit<ComponentProps<'select'>, 'onChange' | 'className' | 'id' | 'value' | 'children'> & {
  label: string
  labelHidden?: boolean
  hint?: ReactNode
  error?: string | undefined
  value: V
  options: readonly Option<V>[]
  onChange: (value: V) => void
}) {
  const ids = useFieldIds()
  return (
    <Field ids={ids} label={label} labelHidden={labelHidden} hint={hint} error={error}>
      <span className={css.select}>
        <select
          {...rest}
          {...describedBy(ids, hint, error)}
          className={css.input}
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value)
            if (chosen) onChange(chosen.value)
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon of={ChevronDown} />
      </span>
    </Field>
  )
}
