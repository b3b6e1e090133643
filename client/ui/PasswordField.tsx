import { type ComponentProps, useState } from 'react'
import { CheckField } from './CheckField.tsx'
import css from './Form.module.css'
import { TextField } from './TextField.tsx'

/** A password that can be looked at: typing blind makes people choose short ones. */
export function PasswordField(props: Omit<ComponentProps<typeof TextField>, 'type'>) {
  const [shown, setShown] = useState(false)
  return (
    <div className={css.password}>
      <TextField required maxLength={128} {...props} type={shown ? 'text' : 'password'} />
      <CheckField label="Show the password" checked={shown} onChange={setShown} />
    </div>
  )
}
