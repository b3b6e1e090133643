import { useState } from 'react'
import { AppError } from '../../shared/AppError.ts'
import { useApi } from '../api/useApi.ts'
import { CodeStep } from '../features/signIn/CodeStep.tsx'
import { PasswordStep } from '../features/signIn/PasswordStep.tsx'
import { Brand } from '../ui/Brand.tsx'
import { Card } from '../ui/Card.tsx'
import { Note } from '../ui/Note.tsx'
import { Page } from '../ui/Page.tsx'
import { useAction } from '../ui/useAction.ts'
import css from './SignInPage.module.css'

interface Credentials {
  readonly email: string
  readonly password: string
}

/** E-mail and password, then, where the account has one, the code of the second factor. */
export function SignInPage({ ended }: { ended: boolean }) {
  const { signIn } = useApi()
  const [known, setKnown] = useState<Credentials>()
  const first = useAction(async (credentials: Credentials) => {
    try {
      await signIn.start(credentials)
    } catch (error) {
      if (!isCodeWanted(error)) throw error
      setKnown(credentials)
    }
  })
  const second = useAction(async (code: string) => {
    if (known) await signIn.start({ ...known, code })
  })
  const back = () => {
    second.forget()
    setKnown(undefined)
  }
  return (
    <Page title="Sign in" density="staff" width="narrow" bar={<Brand />}>
      {ended && (
        <Note kind="attention" title="You were signed out">
          It has been a while. Sign in again: what you were writing is still there.
        </Note>
      )}
      <Card>
        <h1>{known ? 'Your code' : 'Sign in'}</h1>
        {known ? <CodeStep action={second} onBack={back} /> : <PasswordStep action={first} />}
      </Card>
      <div className={css.others}>
        <p>Forgotten your password? An administrator of your centre can give you a new link.</p>
        <p>
          Are you a patient or a guest? Open the link from your invitation: you need no account.
        </p>
      </div>
    </Page>
  )
}

function isCodeWanted(error: unknown): boolean {
  return error instanceof AppError && error.code === 'second_factor_required'
}
