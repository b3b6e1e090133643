import { CalendarX, Download, Ellipsis, Pencil } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { Consult } from '../../../shared/api/consults.ts'
import { useChange } from '../../api/useRead.ts'
import { useApi } from '../../api/useApi.ts'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { saveFile } from '../../ui/saveFile.ts'
import { useAction } from '../../ui/useAction.ts'
import { useToast } from '../../ui/useToast.ts'

/** What can be done with a consult besides holding it. */
export function ConsultActions({ consult, mayHost }: { consult: Consult; mayHost: boolean }) {
  const { consultId, state } = consult
  const { call } = useApi()
  const toast = useToast()
  const [, go] = useLocation()
  const [cancelling, setCancelling] = useState(false)
  const calendar = useAction(async () => {
    const { ics } = await call('consults.calendar', { consultId })
    saveFile('visit.ics', 'text/calendar', ics)
  })
  const download = async () => {
    if (!(await calendar.run()))
      toast('The calendar file could not be fetched. Please try again.', { kind: 'alarm' })
  }
  const file = (
    <Button icon={Download} busy={calendar.busy} onClick={() => void download()}>
      Calendar file
    </Button>
  )
  if (!mayHost || (state !== 'planned' && state !== 'live')) return file
  return (
    <>
      <LinkButton icon={Pencil} href={`/consults/${consultId}/edit`}>
        Change
      </LinkButton>
      {file}
      <Menu
        label="More about the consult"
        trigger={<IconButton icon={Ellipsis} label="More about the consult" kind="solid" />}
        actions={[
          {
            id: 'cancel',
            label: 'Cancel the consult',
            icon: CalendarX,
            alarm: true,
            run: () => setCancelling(true),
          },
        ]}
      />
      <CancelDialog
        consult={consult}
        open={cancelling}
        onClose={() => setCancelling(false)}
        onDone={() => go('/')}
      />
    </>
  )
}

function CancelDialog({
  consult: { consultId, patient },
  open,
  onClose,
  onDone,
}: {
  consult: Consult
  open: boolean
  onClose: () => void
  onDone: () => void
}) {
  const change = useChange()
  const toast = useToast()
  const name = patient?.name ?? 'the patient'
  return (
    <ConfirmDialog
      title="Cancel the consult?"
      open={open}
      verb="Cancel the consult"
      keep="Keep the consult"
      onConfirm={async () => {
        await change('consults.cancel', { consultId })
        toast(`The consult is cancelled. Please tell ${name}: the link now only says so.`, {
          kind: 'attention',
        })
        onDone()
      }}
      onClose={onClose}
    >
      All links and codes stop working, and if the room is open it closes. This cannot be undone.
    </ConfirmDialog>
  )
}
