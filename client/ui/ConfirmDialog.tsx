import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Form } from './Form.tsx'
import { useAction } from './useAction.ts'

/** Before something that cannot be taken back: says what will happen, and its button is that verb. */
export function ConfirmDialog({
  title,
  open,
  verb,
  keep = 'Keep it',
  closeLabel = 'Close',
  onConfirm,
  onClose,
  children,
}: {
  title: string
  open: boolean
  verb: string
  /** The other button: what happens when nothing is done. */
  keep?: string
  closeLabel?: string
  /** May fail: the sentence is shown and the dialog stays. It closes itself when it was done. */
  onConfirm: () => Promise<void>
  onClose: () => void
  children: ReactNode
}) {
  const confirm = useAction(onConfirm)
  const close = () => {
    confirm.forget()
    onClose()
  }
  const submit = async () => {
    if (await confirm.run()) close()
  }
  return (
    <Dialog title={title} open={open} onClose={close} closeLabel={closeLabel} alert>
      <Form
        error={confirm.error}
        onSubmit={() => void submit()}
        actions={
          <>
            <Button type="submit" kind="alarm" busy={confirm.busy}>
              {verb}
            </Button>
            <Button onClick={close}>{keep}</Button>
          </>
        }
      >
        <div>{children}</div>
      </Form>
    </Dialog>
  )
}
