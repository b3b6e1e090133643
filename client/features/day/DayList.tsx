import { Link } from 'wouter'
import type { ConsultSummary } from '../../../shared/api/consults.ts'
import { wallTime } from '../../i18n/zonedTime.ts'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx'
import { ConsultState } from './ConsultState.tsx'
import css from './DayList.module.css'
import { endOf, isNear, isOpen, startOf } from './nextConsult.ts'

/** A day, top to bottom. What is over steps back. */
export function DayList({
  consults,
  timeZone,
  now,
  next,
}: {
  consults: readonly ConsultSummary[]
  timeZone: string
  now: Date
  /** Stands above the list with its buttons already. */
  next: ConsultSummary | undefined
}) {
  return (
    <ol className={css.list}>
      {consults.map((consult) => (
        <DayItem
          key={consult.consultId}
          consult={consult}
          timeZone={timeZone}
          past={!isOpen(consult) || endOf(consult) < now}
          next={consult === next}
          near={isNear(consult, now)}
        />
      ))}
    </ol>
  )
}

function DayItem({
  consult,
  timeZone,
  past,
  next,
  near,
}: {
  consult: ConsultSummary
  timeZone: string
  past: boolean
  near: boolean
  next: boolean
}) {
  const { consultId, patientName, title, state } = consult
  const start = wallTime(startOf(consult), timeZone).time
  const end = wallTime(endOf(consult), timeZone).time
  return (
    <li className={[css.item, past && css.past, next && css.next].filter(Boolean).join(' ')}>
      <span className={css.time}>
        <b>{start}</b>
        <VisuallyHidden> to </VisuallyHidden>
        <span>{end}</span>
      </span>
      <span className={css.what}>
        <Link href={`/consults/${consultId}`} className={css.name}>
          {patientName ?? 'Name deleted'}
        </Link>
        <span className={css.title}>{title}</span>
      </span>
      <span className={css.states}>
        <ConsultState consult={consult} />
      </span>
      {isOpen(consult) && near && !next && (
        <span className={css.join}>
          <LinkButton href={`/consults/${consultId}/room`}>
            {state === 'live' ? 'Join' : 'Start'}
            <VisuallyHidden> the consult of {patientName ?? start}</VisuallyHidden>
          </LinkButton>
        </span>
      )}
    </li>
  )
}
