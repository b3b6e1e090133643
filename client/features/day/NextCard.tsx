import { Video } from 'lucide-react'
import { Link } from 'wouter'
import type { ConsultSummary } from '../../../shared/api/consults.ts'
import { lengthWords, whenWords } from '../../i18n/staffTimes.ts'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { ConsultState } from './ConsultState.tsx'
import { LateButton } from './LateButton.tsx'
import css from './NextCard.module.css'
import { startOf } from './nextConsult.ts'

/** The consult that comes now, and the one thing to do about it. */
export function NextCard({
  consult,
  reader,
}: {
  consult: ConsultSummary
  reader: { readonly now: Date; readonly timeZone: string }
}) {
  const { consultId, state } = consult
  return (
    <section className={css.card} aria-labelledby="next">
      <div className={css.words}>
        <p className={css.when}>{whenWords(startOf(consult), consult.timeZone, reader)}</p>
        <h2 id="next" className={css.name}>
          <Link href={`/consults/${consultId}`}>{consult.patientName ?? 'Name deleted'}</Link>
        </h2>
        <p className={css.what}>
          {consult.title} · {lengthWords(consult.minutes)}
        </p>
        <output className={css.states}>
          <ConsultState consult={consult} />
        </output>
      </div>
      <div className={css.actions}>
        <LinkButton kind="primary" size="large" icon={Video} href={`/consults/${consultId}/room`}>
          {state === 'live' ? 'Join the visit' : 'Start the visit'}
        </LinkButton>
        {state === 'planned' && <LateButton consult={consult} />}
      </div>
    </section>
  )
}
