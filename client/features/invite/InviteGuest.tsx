import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import type { GuestRole } from '../../../shared/domain/roles.ts'
import { useChange } from '../../api/useRead.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useToast } from '../../ui/useToast.ts'
import { roleWords } from '../roleWords.ts'

const OTHERS: readonly GuestRole[] = ['relative', 'interpreter', 'expert']

/** A relative, an interpreter or an outside expert gets a link and a code of their own. */
export function InviteGuest({ consultId }: { consultId: string }) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button icon={UserPlus} onClick={() => setOpen(true)}>
        Invite somebody else
      </Button>
      <Dialog title="Invite somebody else" open={open} onClose={close}>
        <GuestForm consultId={consultId} onDone={close} />
      </Dialog>
    </>
  )
}

function GuestForm({ consultId, onDone }: { consultId: string; onDone: () => void }) {
  const change = useChange()
  const toast = useToast()
  const [name, setName] = useState('')
  const [role, setRole] = useState<GuestRole>('relative')
  const issue = useAction(async () => {
    await change('invites.issue', { consultId }, { role, name: name.trim() })
    toast(`${name.trim()} has an invitation now. Send the link and the code.`, { kind: 'good' })
    onDone()
  })
  return (
    <Form
      error={issue.error}
      onSubmit={() => void issue.run()}
      actions={
        <Button type="submit" kind="primary" busy={issue.busy}>
          Make the invitation
        </Button>
      }
    >
      <TextField
        label="Name"
        hint="As it will be shown to everybody in the consult."
        required
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={setName}
      />
      <SelectField
        label="Who this is"
        value={role}
        options={OTHERS.map((value) => ({ value, label: roleWords[value] }))}
        onChange={setRole}
      />
    </Form>
  )
}
