import { useState } from 'react'
import type { InviteView } from '../../../shared/api/consults.ts'
import { AppError } from '../../../shared/AppError.ts'
import { useChange } from '../../api/useRead.ts'
import { Button } from '../../ui/Button.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useToast } from '../../ui/useToast.ts'

/** Mails when the consult is and how to join, without link or code: those go another way. The address is not kept. */
export function MailForm({
  consultId,
  invite: { inviteId, name },
  onDone,
}: {
  consultId: string
  invite: InviteView
  onDone: () => void
}) {
  const change = useChange()
  const toast = useToast()
  const [email, setEmail] = useState('')
  const mail = useAction(async () => {
    const { mailed } = await change(
      'invites.mail',
      { consultId, inviteId },
      { email: email.trim() },
    )
    if (!mailed)
      throw new AppError(
        'unavailable',
        'This centre sends no e-mail. Send the calendar file instead.',
      )
    toast(`The appointment was mailed to ${name}.`, { kind: 'good' })
    onDone()
  })
  return (
    <Form
      error={mail.error}
      onSubmit={() => void mail.run()}
      actions={
        <Button type="submit" kind="primary" busy={mail.busy}>
          Send the e-mail
        </Button>
      }
    >
      <p>
        It says when the consult is and how to join, with a calendar file. The link and the code are
        not in it.
      </p>
      <TextField
        label={`E-mail of ${name}`}
        hint="We do not keep it."
        type="email"
        autoComplete="off"
        required
        value={email}
        onChange={setEmail}
      />
    </Form>
  )
}
