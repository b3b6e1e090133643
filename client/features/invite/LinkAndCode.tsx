import { Hash, Link2 } from 'lucide-react'
import type { InviteView } from '../../../shared/api/consults.ts'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { useCopy } from '../../ui/useCopy.ts'
import css from './invite.module.css'
import type { InviteLink } from './inviteLink.ts'
import { useInviteLink } from './useInviteLink.ts'

/** Two things for two ways: who reads the mail with the link must not find the code beside it. */
export function LinkAndCode({ consultId, invite }: { consultId: string; invite: InviteView }) {
  const copy = useCopy()
  const { name, code } = invite
  const read = useInviteLink(consultId, invite)
  const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
  return (
    <ol className={css.steps}>
      <li>
        <h3>1. Send the link</h3>
        <p className={css.hint}>By e-mail or message.</p>
        <Shown read={read} words="Making the link">
          {(given) => <GivenLink given={given} name={name} />}
        </Shown>
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

function GivenLink({ given, name }: { given: InviteLink; name: string }) {
  const copy = useCopy()
  return (
    <>
      <p className={css.link}>{given.link}</p>
      <Button
        icon={Link2}
        onClick={() =>
          void copy(given.link, `The link is copied. Send it to ${name}, without the code.`)
        }
      >
        Copy the link
      </Button>
      {!given.whole && <Unverified given={given} />}
    </>
  )
}

/** What it means that this browser does not know the secret of the link. */
export function Unverified({ given }: { given: InviteLink }) {
  return (
    <Note kind="attention">
      Whoever comes with this link is not verified until you compare the safety code.
      {given.mendable && ' Make a new link to change that.'}
    </Note>
  )
}
