import { type ReactNode, useEffect, useState } from 'react'
import { AccountContext } from '../api/useAccount.ts'
import { useApi, usePerson } from '../api/useApi.ts'
import type { Account } from '../../shared/api/account.ts'
import { Brand } from '../ui/Brand.tsx'
import { Button } from '../ui/Button.tsx'
import { Note } from '../ui/Note.tsx'
import { Page } from '../ui/Page.tsx'
import { useAction } from '../ui/useAction.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { SecondFactorPage } from './SecondFactorPage.tsx'
import { SignInPage } from './SignInPage.tsx'
import { WithOwnDevice } from './WithOwnDevice.tsx'

/**
 * Shows its pages to staff, and the sign-in to everybody else. When a sign-in runs out by itself, the page stays behind
 * the sign-in, so that a half-filled form is still there for the same person.
 */
export function SignedInOnly({ children }: { children: ReactNode }) {
  const { signIn } = useApi()
  const person = usePerson()
  const resume = useAction(signIn.resume)
  const unknown = person.state === 'unknown'
  useEffect(() => {
    if (unknown) void resume.run()
    // Once: what fails is tried again by the button.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [])
  const account = useLastAccount()

  if (unknown) return <Resuming error={resume.error} again={() => void resume.run()} />
  const signedIn = person.state === 'in'
  if (signedIn && person.account.mustAddSecondFactor) return <SecondFactorPage />
  return (
    <>
      {!signedIn && <SignInPage ended={person.why === 'ended'} />}
      {account && (
        <div key={account.staffId} hidden={!signedIn} inert={!signedIn}>
          <AccountContext value={account}>
            <WithOwnDevice>{children}</WithOwnDevice>
          </AccountContext>
        </div>
      )}
    </>
  )
}

/** The account whose page this is; it is kept through a sign-in that ran out, and let go when somebody signed out. */
function useLastAccount(): Account | undefined {
  const person = usePerson()
  const [last, setLast] = useState<Account>()
  const now =
    person.state === 'in' ? person.account : person.state === 'out' && person.why ? last : undefined
  if (now !== last) setLast(now)
  return now
}

function Resuming({ error, again }: { error: string | undefined; again: () => void }) {
  if (!error) return <Waiting words="Looking who you are" />
  return (
    <Page title="Consilium" density="staff" width="narrow" bar={<Brand />}>
      <Note kind="attention" action={<Button onClick={again}>Try again</Button>}>
        {error}
      </Note>
    </Page>
  )
}
