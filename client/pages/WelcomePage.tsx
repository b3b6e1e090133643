import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { AppError } from '../../shared/AppError.ts'
import type { OutputOf } from '../api/send.ts'
import { useApi } from '../api/useApi.ts'
import { Brand } from '../ui/Brand.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Form } from '../ui/Form.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Note } from '../ui/Note.tsx'
import { Page } from '../ui/Page.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useAction } from '../ui/useAction.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { takeFragment } from './takeFragment.ts'

const TOKEN = /^[\w-]{43}$/
const NOT_WHOLE = 'The link is not complete. Copy all of it, and open it again.'

/** Where an invitation or a reset link leads: a name and a password. The link's secret stays out of the address bar. */
export function WelcomePage() {
  const { callOpen } = useApi()
  const [token] = useState(takeFragment)
  const [invited, setInvited] = useState<OutputOf<'enrolment.read'>>()
  const look = useAction(async () => {
    if (!TOKEN.test(token)) throw new AppError('bad_request', NOT_WHOLE)
    setInvited(await callOpen('enrolment.read', {}, { token }))
  })
  useEffect(() => {
    void look.run()
    // Once: the link does not change while the page is open.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  return (
    <Page title="Welcome" density="staff" width="narrow" bar={<Brand />}>
      {invited ? (
        <SetPassword token={token} invited={invited} />
      ) : look.error ? (
        <>
          <h1>This link does not open</h1>
          <Note
            kind="attention"
            action={<Button onClick={() => void look.run()}>Try again</Button>}
          >
            {look.error}
          </Note>
          <p>A link works once and for a few days. An administrator can give you a new one.</p>
          <div>
            <LinkButton href="/">Go to the sign-in</LinkButton>
          </div>
        </>
      ) : (
        <Waiting words="Reading your link" />
      )}
    </Page>
  )
}

function SetPassword({ token, invited }: { token: string; invited: OutputOf<'enrolment.read'> }) {
  const { callOpen, signIn } = useApi()
  const [, go] = useLocation()
  const [name, setName] = useState(invited.name)
  const [password, setPassword] = useState('')
  const accept = useAction(async () => {
    await callOpen('enrolment.accept', {}, { token, name: name.trim(), password })
    // Where a second factor is needed the sign-in page asks for it.
    await signIn.start({ email: invited.email, password }).catch(() => undefined)
    go('/', { replace: true })
  })
  return (
    <Card>
      <h1>Welcome to {invited.centreName}</h1>
      <p>Choose a password. With it and {invited.email} you sign in from now on.</p>
      <Form
        error={accept.error}
        onSubmit={() => void accept.run()}
        actions={
          <Button type="submit" kind="primary" busy={accept.busy}>
            Save and sign in
          </Button>
        }
      >
        <TextField
          label="Your name"
          hint="As patients know you, for example Dr Jana Weber."
          autoComplete="name"
          required
          maxLength={100}
          value={name}
          onChange={setName}
        />
        {/* For the password manager: it stores the pair. */}
        <input type="email" autoComplete="username" value={invited.email} readOnly hidden />
        <PasswordField
          label="New password"
          hint="At least 12 characters. A short sentence is easy to remember."
          autoComplete="new-password"
          minLength={12}
          value={password}
          onChange={setPassword}
        />
      </Form>
    </Card>
  )
}
