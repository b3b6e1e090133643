import { Link } from 'wouter'
import type { ConsultSummary } from '../../../shared/api/consults.ts'
import { lengthWords, whenWords } from '../../i18n/staffTimes.ts'
import { ConsultState } from './ConsultState.tsx'
import { EnterLink } from './EnterLink.tsx'
import { LateButton } from './LateButton.tsx'
import css from './NextCard.module.css'
import { isOpen, startOf } from './nextConsult.ts'

/** The consult that comes now, and the one thing to do about it. */
export function NextCard({
  consult,
  reader,
}: {
  consult: ConsultSummary
  reader: { readonly now: Date; readonly timeZone: string }
}) {
  const { consultId } = consult
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
        <EnterLink consult={consult} now={reader.now} size="large" />
        {isOpen(consult) && <LateButton consult={consult} />}
      </div>
    </section>
  )
}
