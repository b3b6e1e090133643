import { Hash, Link2 } from 'lucide-react'
import type { InviteView } from '../../../shared/api/consults.ts'
import { Button } from '../../ui/Button.tsx'
import { useCopy } from '../../ui/useCopy.ts'
import css from './invite.module.css'

/** Two things for two ways: who reads the mail with the link must not find the code beside it. */
export function LinkAndCode({ invite }: { invite: InviteView }) {
  const copy = useCopy()
  const { name, link, code } = invite
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
  return (
    <ol className={css.steps}>
      <li>
        <h3>1. Send the link</h3>
        <p className={css.hint}>By e-mail or message.</p>
        <p className={css.link}>{link}</p>
        <Button
          icon={Link2}
          onClick={() =>
            void copy(link, `The link is copied. Send it to ${name}, without the code.`)
          }
        >
          Copy the link
        </Button>
      </li>
      <li>
        <h3>2. Tell the code another way</h3>
        <p className={css.hint}>By phone, on paper or by text message: not with the link.</p>
        <p className={css.code}>{spaced}</p>
        <Button
          icon={Hash}
          onClick={() =>
            void copy(code, `The code is copied. Give it to ${name} another way than the link.`)
          }
        >
          Copy the code
        </Button>
      </li>
    </ol>
  )
}
