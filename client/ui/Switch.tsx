import type { ComponentProps } from 'react'
import { CheckField } from './CheckField.tsx'

/** On or off, in force at once. Where something is saved later, use a CheckField. */
export function Switch(props: Omit<ComponentProps<typeof CheckField>, 'look'>) {
  return <CheckField {...props} look="switch" />
}
