import { RotateCw } from 'lucide-react'
import { Brand } from '../ui/Brand.tsx'
import { Button } from '../ui/Button.tsx'
import { Page } from '../ui/Page.tsx'

/** Instead of a page that failed. A piece that cannot be fetched is mostly one of an older version: then a reload helps. */
export function Broken({ error, again }: { error: unknown; again: () => void }) {
  const notFetched = error instanceof TypeError && /import|module|fetch/i.test(error.message)
  return (
    <Page title="This page stopped" density="guest" width="narrow" bar={<Brand />}>
      <h1>This page stopped working</h1>
      <p>
        {notFetched
          ? 'A part of it could not be loaded. Check your internet connection, then try again.'
          : 'That is our mistake, not yours. Please try again. What was already saved is safe.'}
      </p>
      <div>
        <Button
          kind="primary"
          icon={RotateCw}
          onClick={() => (notFetched ? location.reload() : again())}
        >
          Try again
        </Button>
      </div>
    </Page>
  )
}
