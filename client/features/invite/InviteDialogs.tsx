import type { InviteView } from '../../../shared/api/consults.ts'
import { useChange } from '../../api/useRead.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { useToast } from '../../ui/useToast.ts'
import type { InviteStep } from './InviteMenu.tsx'
import { Unverified } from './LinkAndCode.tsx'
import { MailForm } from './MailForm.tsx'
import { useInviteLink } from './useInviteLink.ts'

/** What the menu of an invitation opens. */
export function InviteDialogs({
  consultId,
  invite,
  step,
  onClose,
}: {
  consultId: string
  invite: InviteView
  step: InviteStep | undefined
  onClose: () => void
}) {
  const change = useChange()
  const toast = useToast()
  const { inviteId, name } = invite
  return (
    <>
      <QrDialog consultId={consultId} invite={invite} open={step === 'qr'} onClose={onClose} />
      <Dialog title="E-mail the appointment" open={step === 'mail'} onClose={onClose}>
        <MailForm consultId={consultId} invite={invite} onDone={onClose} />
      </Dialog>
      <ConfirmDialog
        title="Make a new link and code?"
        open={step === 'reissue'}
        verb="Make new ones"
        keep="Keep the old ones"
        onConfirm={async () => {
          await change('invites.reissue', { consultId, inviteId })
          toast(`${name} has a new link and code. Send both again.`, {
            about: inviteId,
            kind: 'good',
          })
        }}
        onClose={onClose}
      >
        The old link and code stop working at once, and whoever came in with them is put out.
      </ConfirmDialog>
      <ConfirmDialog
        title={`Take the invitation of ${name} back?`}
        open={step === 'revoke'}
        verb="Take it back"
        onConfirm={async () => {
          await change('invites.revoke', { consultId, inviteId })
          toast(`${name} can no longer come in.`, { about: inviteId, kind: 'good' })
        }}
        onClose={onClose}
      >
        The link and the code stop working at once. If {name} is in the consult, that ends too.
      </ConfirmDialog>
    </>
  )
}

function QrDialog({
  consultId,
  invite,
  open,
  onClose,
}: {
  consultId: string
  invite: InviteView
  open: boolean
  onClose: () => void
}) {
  const read = useInviteLink(consultId, invite)
  const { name } = invite
  return (
    <Dialog title={`The link of ${name}`} open={open} onClose={onClose}>
      <Shown read={read} words="Making the link">
        {(given) => (
          <>
            <QrCode text={given.link} label={`QR code of the link of ${name}`} />
            {!given.whole && <Unverified given={given} />}
          </>
        )}
      </Shown>
      <p>
        {name} points the camera of a phone at it. The code of six digits is asked for then: tell it
        in person.
      </p>
    </Dialog>
  )
}
