import { Ellipsis, Mail, QrCode as QrIcon, RefreshCw, Unlink } from 'lucide-react'
import { useState } from 'react'
import type { InviteView } from '../../../shared/api/consults.ts'
import { Card } from '../../ui/Card.tsx'
import { Chip, type ChipKind } from '../../ui/Chip.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { roleWords } from '../roleWords.ts'
import css from './invite.module.css'
import { type InviteStep, InviteDialogs } from './InviteDialogs.tsx'
import { LinkAndCode } from './LinkAndCode.tsx'

/** One guest's way in: how it stands, what to give away, and what else can be done with it. */
export function InviteCard({
  consultId,
  invite,
  reader,
}: {
  consultId: string
  invite: InviteView
  reader: { readonly now: Date; readonly clock: (at: Date) => string }
}) {
  const [step, setStep] = useState<InviteStep>()
  const { name, role, state } = invite
  const usable = state === 'open'
  const standing = standingOf(invite, reader)
  return (
    <Card
      title={name}
      aside={
        <span className={css.aside}>
          <Chip>{roleWords[role]}</Chip>
          <Chip kind={standing.kind}>{standing.words}</Chip>
          {state !== 'over' && (
            <Menu
              label={`More about the invitation of ${name}`}
              trigger={
                <IconButton icon={Ellipsis} label={`More about the invitation of ${name}`} />
              }
              actions={[
                ...(usable
                  ? ([
                      { id: 'qr', label: 'Show as a QR code', icon: QrIcon },
                      { id: 'mail', label: 'E-mail the appointment', icon: Mail },
                    ] as const)
                  : []),
                { id: 'reissue', label: 'Make a new link and code', icon: RefreshCw } as const,
                ...(state === 'revoked'
                  ? []
                  : [
                      {
                        id: 'revoke',
                        label: 'Take the invitation back',
                        icon: Unlink,
                        alarm: true,
                      } as const,
                    ]),
              ].map((action) => ({ ...action, run: () => setStep(action.id) }))}
            />
          )}
        </span>
      }
    >
      {usable && <LinkAndCode invite={invite} />}
      {state === 'locked' && (
        <p>
          The code was typed wrong five times, so nobody can come in with it. If it was {name}, make
          a new link and code.
        </p>
      )}
      {state === 'revoked' && (
        <p>You took this invitation back: its link and code no longer work.</p>
      )}
      {state === 'over' && <p>The visit is over, and this invitation with it.</p>}
      <InviteDialogs
        consultId={consultId}
        invite={invite}
        step={step}
        onClose={() => setStep(undefined)}
      />
    </Card>
  )
}

function standingOf(
  { state, opensAt, openedAt }: InviteView,
  { now, clock }: { readonly now: Date; readonly clock: (at: Date) => string },
): { readonly kind: ChipKind; readonly words: string } {
  if (state === 'locked') return { kind: 'alarm', words: 'Locked' }
  if (state === 'revoked') return { kind: 'plain', words: 'Taken back' }
  if (state === 'over') return { kind: 'plain', words: 'Over' }
  if (openedAt) return { kind: 'good', words: `Opened ${clock(new Date(openedAt))}` }
  return new Date(opensAt) > now
    ? { kind: 'plain', words: `Can come in from ${clock(new Date(opensAt))}` }
    : { kind: 'plain', words: 'Can come in now' }
}
