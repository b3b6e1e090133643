import type { ComponentProps, ReactNode } from 'react'
import css from './Field.module.css'
import { useFieldIds } from './useFieldIds.ts'

/** A box to tick; the whole line is the target. */
export function CheckField({
  label,
  hint,
  checked,
  onChange,
  look = 'box',
  ...rest
}: Omit<ComponentProps<'input'>, 'onChange' | 'className' | 'id' | 'type' | 'checked'> & {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  look?: 'box' | 'switch'
}) {
  const ids = useFieldIds()
  return (
    <label className={css.check}>
      <input
        {...rest}
        type="checkbox"
        role={look === 'switch' ? 'switch' : undefined}
        className={look === 'switch' ? css.switch : css.box}
        checked={checked}
        aria-describedby={hint ? ids.hint : undefined}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{label}</span>
      {hint && (
        <span id={ids.hint} className={css.hint}>
          {hint}
        </span>
      )}
    </label>
  )
}
