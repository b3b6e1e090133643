import { Brand } from '../ui/Brand.tsx'
import { LinkButton } from '../ui/LinkButton.tsx'
import { Page } from '../ui/Page.tsx'

/** No page has this address. A patient may have landed here too: say what helps both. */
export function NotFoundPage() {
  return (
    <Page title="Page not found" density="guest" width="narrow" bar={<Brand />}>
      <h1>There is no page here</h1>
      <p>
        The address may be incomplete. If you have a visit with your doctor, open the link from your
        invitation again, or copy all of it.
      </p>
      <p>If you work here, go to your list.</p>
      <div>
        <LinkButton href="/">Go to my list</LinkButton>
      </div>
    </Page>
  )
}
