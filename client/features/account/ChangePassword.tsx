import { useState } from 'react'
import { useAccount } from '../../api/useAccount.ts'
import { useApi } from '../../api/useApi.ts'
import { Button } from '../../ui/Button.tsx'
import { Form } from '../../ui/Form.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useToast } from '../../ui/useToast.ts'

export function ChangePassword() {
  const { call } = useApi()
  const { email } = useAccount()
  const toast = useToast()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const change = useAction(async () => {
    await call('account.setPassword', {}, { current, next })
    setCurrent('')
    setNext('')
    toast('Your password is changed. You were signed out everywhere else.', { kind: 'good' })
  })
  return (
    <Form
      label="Change the password"
      error={change.error}
      onSubmit={() => void change.run()}
      actions={
        <Button type="submit" busy={change.busy}>
          Change the password
        </Button>
      }
    >
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        label="Password now"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <PasswordField
        label="New password"
        hint="At least 12 characters. A short sentence is easy to remember."
        autoComplete="new-password"
        minLength={12}
        value={next}
        onChange={setNext}
      />
    </Form>
  )
}
