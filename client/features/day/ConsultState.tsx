import type { ConsultSummary } from '../../../shared/api/consults.ts'
import { Chip } from '../../ui/Chip.tsx'
import { isOpen } from './nextConsult.ts'

/** How it stands, in a word or two. */
export function ConsultState({ consult }: { consult: ConsultSummary }) {
  const { state, waiting, lateMinutes } = consult
  return (
    <>
      {waiting > 0 && (
        <Chip kind="attention">{waiting === 1 ? '1 person waits' : `${waiting} people wait`}</Chip>
      )}
      {state === 'live' && <Chip kind="good">Going on now</Chip>}
      {isOpen(consult) && lateMinutes > 0 && <Chip>{lateMinutes} minutes late</Chip>}
      {state === 'ended' && <Chip>Over</Chip>}
      {state === 'cancelled' && <Chip>Cancelled</Chip>}
    </>
  )
}
