import { LogIn } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { focusNow } from '../../ui/focusNow.ts'
import { Form } from '../../ui/Form.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { Action } from '../../ui/useAction.ts'

export function PasswordStep({
  action,
}: {
  action: Action<[{ readonly email: string; readonly password: string }]>
}) {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  return (
    <Form
      label="Sign in"
      error={action.error}
      onSubmit={() => void action.run({ email: email.trim(), password })}
      actions={
        <Button type="submit" kind="primary" size="wide" icon={LogIn} busy={action.busy}>
          Sign in
        </Button>
      }
    >
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        ref={focusNow}
        value={email}
        onChange={setEmail}
      />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
    </Form>
  )
}
