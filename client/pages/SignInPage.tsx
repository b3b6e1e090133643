import { LogIn } from 'lucide-react'
import { useState } from 'react'
import { AppError } from '../../shared/AppError.ts'
import { useApi } from '../api/useApi.ts'
import { Brand } from '../ui/Brand.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { CodeField } from '../ui/CodeField.tsx'
import { Form } from '../ui/Form.tsx'
import { Note } from '../ui/Note.tsx'
import { Page } from '../ui/Page.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useAction } from '../ui/useAction.ts'

/** E-mail and password, then, where the account has one, the code of the second factor. */
export function SignInPage({ ended }: { ended: boolean }) {
  const { signIn } = useApi()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState<string>()
  const start = useAction(async () => {
    const asked = code === undefined ? {} : { code: code.replaceAll(/\D/g, '') }
    try {
      await signIn.start({ email: email.trim(), password, ...asked })
    } catch (error) {
      if (code !== undefined || !isCodeWanted(error)) throw error
      setCode('')
    }
  })
  const back = () => {
    start.forget()
    setCode(undefined)
  }
  return (
    <Page title="Sign in" density="staff" width="narrow" bar={<Brand />}>
      {ended && (
        <Note kind="attention" title="You were signed out">
          It has been a while. Sign in again: what you were writing is still there.
        </Note>
      )}
      <Card>
        <h1>{code === undefined ? 'Sign in' : 'Your code'}</h1>
        <Form
          label="Sign in"
          error={start.error}
          onSubmit={() => void start.run()}
          actions={
            <>
              <Button type="submit" kind="primary" icon={LogIn} busy={start.busy}>
                Sign in
              </Button>
              {code !== undefined && <Button onClick={back}>Back</Button>}
            </>
          }
        >
          {code === undefined ? (
            <>
              <TextField
                label="E-mail"
                type="email"
                autoComplete="username"
                required
                autoFocus
                value={email}
                onChange={setEmail}
              />
              <PasswordField
                label="Password"
                autoComplete="current-password"
                value={password}
                onChange={setPassword}
              />
            </>
          ) : (
            <CodeField
              hint="Six digits from the authenticator app on your phone."
              autoFocus
              value={code}
              onChange={setCode}
            />
          )}
        </Form>
      </Card>
      <p>Forgotten your password? An administrator of your centre can give you a new link.</p>
      <p>Are you a patient or a guest? Open the link from your invitation: you need no account.</p>
    </Page>
  )
}

function isCodeWanted(error: unknown): boolean {
  return error instanceof AppError && error.code === 'second_factor_required'
}
