import { useApi } from '../../api/useApi.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Form } from '../../ui/Form.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useToast } from '../../ui/useToast.ts'
import type { OwnDevice } from '../OwnDevice.ts'
import css from './OwnDevices.module.css'
import { vouchFor, type DeviceRow } from './ownDevices.ts'

export interface DeviceStep {
  readonly does: 'vouch' | 'remove'
  readonly row: DeviceRow
}

interface Asked {
  readonly step: DeviceStep
  readonly own: OwnDevice | undefined
  readonly rows: readonly DeviceRow[]
  /** The list has changed. */
  readonly onDone: () => Promise<void>
  readonly onClose: () => void
}

/** What the buttons of a device open. */
export function DeviceDialogs(asked: Asked) {
  const { step, own } = asked
  if (step.does === 'remove') return <RemoveDevice {...asked} />
  return own ? <Vouch {...asked} own={own} /> : null
}

function RemoveDevice({ step: { row }, onDone, onClose }: Asked) {
  const { call } = useApi()
  const { deviceId, label, standing } = row
  return (
    <ConfirmDialog
      title={`Remove ${label}?`}
      open
      verb="Remove it"
      onConfirm={async () => {
        await call('devices.remove', { deviceId })
        await onDone()
      }}
      onClose={onClose}
    >
      What was sealed to it can no longer be opened there.
      {standing === 'this'
        ? ' This browser is listed anew when you load the page again.'
        : ' If you do not know it, change your password too.'}
    </ConfirmDialog>
  )
}

/** Both screens must show the same: then it is the device at hand, and not one that somebody put on the list. */
function Vouch({ step: { row }, own, rows, onDone, onClose }: Asked & { own: OwnDevice }) {
  const { call } = useApi()
  const toast = useToast()
  const { deviceId, label, shortCode } = row
  const vouch = useAction(async () => {
    await vouchFor(call, own, rows, deviceId)
    await onDone()
    toast(`This browser knows ${label} now.`, { kind: 'good' })
    onClose()
  })
  return (
    <Dialog title={`Is ${label} yours?`} open onClose={onClose}>
      <Form
        error={vouch.error}
        onSubmit={() => void vouch.run()}
        actions={
          <>
            <Button type="submit" kind="primary" busy={vouch.busy}>
              The code is the same
            </Button>
            <Button onClick={onClose}>It is different</Button>
          </>
        }
      >
        <p>
          Open “My account” there. Beside “This browser” it must show exactly this code. If it shows
          another, or you do not have such a device, close this and remove it from the list.
        </p>
        <p className={css.large}>{shortCode}</p>
      </Form>
    </Dialog>
  )
}
