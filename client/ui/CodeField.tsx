import type { ComponentProps } from 'react'
import { TextField } from './TextField.tsx'

/** Six digits that were told another way: typed, pasted with a space, or offered by the phone. */
export function CodeField({
  label = 'Code',
  ...rest
}: Omit<ComponentProps<typeof TextField>, 'label'> & { label?: string }) {
  return (
    <TextField
      label={label}
      inputMode="numeric"
      autoComplete="one-time-code"
      pattern="\s*\d{3}\s?\d{3}\s*"
      title="Six digits"
      maxLength={9}
      required
      {...rest}
    />
  )
}
