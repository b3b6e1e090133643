import { useState } from 'react'
import type { InviteView } from '../../../shared/api/consults.ts'
import { Card } from '../../ui/Card.tsx'
import { Chip, type ChipKind } from '../../ui/Chip.tsx'
import { roleWords } from '../roleWords.ts'
import css from './invite.module.css'
import { InviteDialogs } from './InviteDialogs.tsx'
import { InviteMenu, type InviteStep } from './InviteMenu.tsx'
import { LinkAndCode } from './LinkAndCode.tsx'

/** How an instant is told to whoever looks. */
export interface Reader {
  readonly now: Date
  readonly clock: (at: Date) => string
}

/** One guest's way in: how it stands, what to give away, and what else can be done with it. */
export function InviteCard({
  consultId,
  invite,
  reader,
}: {
  consultId: string
  invite: InviteView
  reader: Reader
}) {
  const [step, setStep] = useState<InviteStep>()
  const { name, role } = invite
  const { kind, words } = standingOf(invite, reader)
  return (
    <Card
      title={name}
      aside={
        <span className={css.aside}>
          <Chip>{roleWords[role]}</Chip>
          <Chip kind={kind}>{words}</Chip>
          <InviteMenu invite={invite} onStep={setStep} />
        </span>
      }
    >
      <InviteBody consultId={consultId} invite={invite} />
      <InviteDialogs
        consultId={consultId}
        invite={invite}
        step={step}
        onClose={() => setStep(undefined)}
      />
    </Card>
  )
}

function InviteBody({ consultId, invite }: { consultId: string; invite: InviteView }) {
  switch (invite.state) {
    case 'open':
      return <LinkAndCode consultId={consultId} invite={invite} />
    case 'locked':
      return (
        <p>
          The code was typed wrong five times, so nobody can come in with it. If it was{' '}
          {invite.name}, make a new link and code.
        </p>
      )
    case 'revoked':
      return <p>This invitation was taken back: its link and code no longer work.</p>
    case 'over':
      return <p>The time of this invitation is over.</p>
  }
}

function standingOf(
  { state, opensAt, openedAt }: InviteView,
  { now, clock }: Reader,
): { readonly kind: ChipKind; readonly words: string } {
  if (state === 'locked') return { kind: 'alarm', words: 'Locked' }
  if (state === 'revoked') return { kind: 'plain', words: 'Taken back' }
  if (state === 'over') return { kind: 'plain', words: 'Over' }
  if (openedAt) return { kind: 'good', words: `Opened ${clock(new Date(openedAt))}` }
  const opens = new Date(opensAt)
  return { kind: 'plain', words: opens > now ? `From ${clock(opens)}` : 'Can come in now' }
}
