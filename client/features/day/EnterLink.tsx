import { Video } from 'lucide-react'
import type { ConsultSummary } from '../../../shared/api/consults.ts'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { isNear } from './nextConsult.ts'

/** The way into the room. It is what to do now only when it is time: before that, other things are. */
export function EnterLink({
  consult,
  now,
  size = 'usual',
}: {
  consult: ConsultSummary
  now: Date
  size?: 'usual' | 'large'
}) {
  const near = isNear(consult, now)
  const verb = consult.state === 'live' ? 'Join the consult' : 'Start the consult'
  return (
    <LinkButton
      kind={near ? 'primary' : 'plain'}
      size={size}
      icon={Video}
      href={`/consults/${consult.consultId}/room`}
    >
      {near ? verb : 'Open the room'}
    </LinkButton>
  )
}
