import { Link2 } from 'lucide-react'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { useCopy } from '../../ui/useCopy.ts'
import css from './administration.module.css'

/** A link that only this person may have. It is shown once: the server keeps a hash of it. */
export function GivenLink({
  name,
  given: { mailed, link },
  onDone,
}: {
  name: string
  given: { readonly mailed: boolean; readonly link: string | null }
  onDone: () => void
}) {
  const copy = useCopy()
  return (
    <div className={css.given}>
      {mailed && <Note kind="good">{name} was sent an e-mail with a link to set a password.</Note>}
      {link && (
        <>
          <p>
            This centre sends no e-mail. Give this link to {name} yourself: whoever has it can set
            the password. It is shown only now.
          </p>
          <p className={css.link}>{link}</p>
          <div>
            <Button
              icon={Link2}
              onClick={() => void copy(link, `The link is copied. Give it to ${name} only.`)}
            >
              Copy the link
            </Button>
          </div>
        </>
      )}
      <div>
        <Button kind="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  )
}
