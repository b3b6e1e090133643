import { Ellipsis, Mail, QrCode, RefreshCw, Unlink } from 'lucide-react'
import type { InviteView } from '../../../shared/api/consults.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, type MenuAction } from '../../ui/Menu.tsx'

export type InviteStep = 'qr' | 'mail' | 'reissue' | 'revoke'

/** What else can be done with an invitation: only what its state allows. */
export function InviteMenu({
  invite: { name, state },
  onStep,
}: {
  invite: InviteView
  onStep: (step: InviteStep) => void
}) {
  if (state === 'over') return null
  const step = (id: InviteStep) => ({ id, run: () => onStep(id) })
  const giving: readonly MenuAction[] = [
    { ...step('qr'), label: 'Show as a QR code', icon: QrCode },
    { ...step('mail'), label: 'E-mail the appointment', icon: Mail },
  ]
  const ending: readonly MenuAction[] = [
    { ...step('revoke'), label: 'Take the invitation back', icon: Unlink, alarm: true },
  ]
  const label = `More about the invitation of ${name}`
  return (
    <Menu
      label={label}
      trigger={<IconButton icon={Ellipsis} label={label} />}
      actions={[
        ...(state === 'open' ? giving : []),
        { ...step('reissue'), label: 'Make a new link and code', icon: RefreshCw },
        ...(state === 'revoked' ? [] : ending),
      ]}
    />
  )
}
