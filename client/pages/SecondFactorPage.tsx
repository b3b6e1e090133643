import { useApi } from '../api/useApi.ts'
import { SecondFactor } from '../features/account/SecondFactor.tsx'
import { Brand } from '../ui/Brand.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Page } from '../ui/Page.tsx'
import { useAction } from '../ui/useAction.ts'

/** The centre requires a second factor and this account has none: that comes first. */
export function SecondFactorPage() {
  const { signIn } = useApi()
  const end = useAction(signIn.end)
  return (
    <Page title="Second factor" density="staff" width="reading" bar={<Brand />}>
      <h1>One more step</h1>
      <p>Your centre asks everybody to sign in with a code from their phone as well.</p>
      <Card>
        <SecondFactor verb="Set up the app" />
      </Card>
      <div>
        <Button kind="quiet" onClick={() => void end.run()}>
          Sign out
        </Button>
      </div>
    </Page>
  )
}
