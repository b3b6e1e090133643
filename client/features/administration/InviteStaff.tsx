import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { StaffRole } from '../../../shared/domain/roles.ts'
import { AppError } from '../../../shared/AppError.ts'
import { useChange } from '../../api/useRead.ts'
import type { OutputOf } from '../../api/send.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAction } from '../../ui/useAction.ts'
import { GivenLink } from './GivenLink.tsx'
import { RoleFields } from './RoleFields.tsx'

/** A new colleague: name, e-mail, roles, and then the link with which they set a password. */
export function InviteStaff() {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button kind="primary" icon={UserPlus} onClick={() => setOpen(true)}>
        Invite a colleague
      </Button>
      <Dialog title="Invite a colleague" open={open} onClose={close}>
        <InviteForm onDone={close} />
      </Dialog>
    </>
  )
}

function InviteForm({ onDone }: { onDone: () => void }) {
  const change = useChange()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<StaffRole[]>(['clinician'])
  const [given, setGiven] = useState<OutputOf<'staff.invite'>>()
  const invite = useAction(async () => {
    if (roles.length === 0) throw new AppError('bad_request', 'Choose at least one role.')
    const person = { name: name.trim(), email: email.trim(), roles }
    setGiven(await change('staff.invite', {}, person))
  })
  if (given) return <GivenLink name={name.trim()} given={given} onDone={onDone} />
  return (
    <Form
      error={invite.error}
      onSubmit={() => void invite.run()}
      actions={
        <Button type="submit" kind="primary" busy={invite.busy}>
          Invite
        </Button>
      }
    >
      <TextField
        label="Name"
        hint="As patients know them, for example Dr Jana Weber."
        required
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={setName}
      />
      <TextField
        label="E-mail"
        type="email"
        required
        autoComplete="off"
        value={email}
        onChange={setEmail}
      />
      <RoleFields roles={roles} onChange={setRoles} />
    </Form>
  )
}
