import { useState } from 'react'
import type { StaffView } from '../../../shared/api/centre.ts'
import { useChange } from '../../api/useRead.ts'
import type { OutputOf } from '../../api/send.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useToast } from '../../ui/useToast.ts'
import { GivenLink } from './GivenLink.tsx'
import { RolesForm } from './RolesForm.tsx'

export interface StaffStep {
  readonly does: 'roles' | 'password' | 'factor' | 'devices' | 'leave'
  readonly one: StaffView
}

/** What the menu of a colleague opens. */
export function StaffDialogs({ step, onClose }: { step: StaffStep; onClose: () => void }) {
  const { does, one } = step
  if (does === 'roles')
    return (
      <Dialog title={`Roles of ${one.name}`} open onClose={onClose}>
        <RolesForm one={one} onDone={onClose} />
      </Dialog>
    )
  if (does === 'password') return <ResetPassword one={one} onClose={onClose} />
  if (does === 'factor') return <ResetFactor one={one} onClose={onClose} />
  if (does === 'devices') return <ResetDevices one={one} onClose={onClose} />
  return <EndAccount one={one} onClose={onClose} />
}

function ResetPassword({ one, onClose }: { one: StaffView; onClose: () => void }) {
  const change = useChange()
  const [given, setGiven] = useState<OutputOf<'staff.resetPassword'>>()
  const { staffId, name, state } = one
  const invited = state === 'invited'
  const reset = useAction(async () => setGiven(await change('staff.resetPassword', { staffId })))
  return (
    <Dialog title={`A link for ${name}`} open onClose={onClose} alert={given !== undefined}>
      {given ? (
        <GivenLink name={name} given={given} onDone={onClose} />
      ) : (
        <Form
          error={reset.error}
          onSubmit={() => void reset.run()}
          actions={
            <Button type="submit" kind={invited ? 'primary' : 'alarm'} busy={reset.busy}>
              {invited ? 'Make a new link' : 'Reset the password'}
            </Button>
          }
        >
          <p>
            {invited
              ? 'They get a new link to set a password. The former link stops working.'
              : `${name} is signed out everywhere at once and gets a link to set a new password.`}
          </p>
        </Form>
      )}
    </Dialog>
  )
}

function ResetFactor({ one: { staffId, name }, onClose }: { one: StaffView; onClose: () => void }) {
  const change = useChange()
  const toast = useToast()
  return (
    <ConfirmDialog
      title={`Reset the second factor of ${name}?`}
      open
      verb="Reset it"
      keep="Leave it"
      onConfirm={async () => {
        await change('staff.resetSecondFactor', { staffId })
        toast(`${name} signs in with the password only, until a new app is set up.`, {
          kind: 'good',
        })
      }}
      onClose={onClose}
    >
      Do this only when you are sure that it is {name} who asks. All their sign-ins end at once.
    </ConfirmDialog>
  )
}

function ResetDevices({
  one: { staffId, name },
  onClose,
}: {
  one: StaffView
  onClose: () => void
}) {
  const change = useChange()
  const toast = useToast()
  return (
    <ConfirmDialog
      title={`Reset the devices of ${name}?`}
      open
      verb="Reset them"
      keep="Leave them"
      onConfirm={async () => {
        await change('staff.resetDevices', { staffId })
        toast(`${name} begins with the next browser that they sign in with.`, { kind: 'good' })
      }}
      onClose={onClose}
    >
      For when {name} has lost the last device. All their sign-ins end at once, and what was sealed
      to their devices can no longer be opened. Colleagues are warned when {name} comes with a new
      one.
    </ConfirmDialog>
  )
}

function EndAccount({ one: { staffId, name }, onClose }: { one: StaffView; onClose: () => void }) {
  const change = useChange()
  const toast = useToast()
  return (
    <ConfirmDialog
      title={`End the account of ${name}?`}
      open
      verb="End the account"
      keep="Keep the account"
      onConfirm={async () => {
        await change('staff.offBoard', { staffId })
        toast(`The account of ${name} has ended.`, { kind: 'good' })
      }}
      onClose={onClose}
    >
      {name} is signed out everywhere and leaves every open visit at once. Visits that only they
      lead stay: you find them above the list of staff, to give them to somebody else. This cannot
      be undone.
    </ConfirmDialog>
  )
}
