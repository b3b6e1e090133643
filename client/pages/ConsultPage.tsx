import { Link } from 'wouter'
import type { Consult } from '../../shared/api/consults.ts'
import { can } from '../../shared/domain/roles.ts'
import { useAccount } from '../api/useAccount.ts'
import { useRead } from '../api/useRead.ts'
import { ConsultActions } from '../features/consult/ConsultActions.tsx'
import { ConsultFacts } from '../features/consult/ConsultFacts.tsx'
import { ConsultState } from '../features/day/ConsultState.tsx'
import { EnterLink } from '../features/day/EnterLink.tsx'
import { LateButton } from '../features/day/LateButton.tsx'
import { isOpen, startOf } from '../features/day/nextConsult.ts'
import { InviteCard } from '../features/invite/InviteCard.tsx'
import { InviteGuest } from '../features/invite/InviteGuest.tsx'
import { readerZone } from '../features/readerZone.ts'
import { useNow } from '../features/useNow.ts'
import { lengthWords, nearDay, whenWords } from '../i18n/staffTimes.ts'
import { wallTime } from '../i18n/zonedTime.ts'
import { Shown } from '../ui/Shown.tsx'
import css from './ConsultPage.module.css'
import { StaffPage } from './StaffPage.tsx'

const READ_EVERY_MS = 15_000

/** One consult: hold it, let people in to it, change it. */
export function ConsultPage({ consultId }: { consultId: string }) {
  const read = useRead('consults.read', { consultId }, { everyMs: READ_EVERY_MS })
  return (
    <StaffPage title="Consult">
      <p>
        <Link href={dayOf(read.data)}>Back to the day</Link>
      </p>
      <Shown read={read} words="Reading the consult">
        {(consult) => <WholeConsult consult={consult} />}
      </Shown>
    </StaffPage>
  )
}

function WholeConsult({ consult }: { consult: Consult }) {
  const { staffId } = useAccount()
  const now = useNow(10_000)
  const role = consult.people.find((person) => person.staffId === staffId)?.role
  const mayHost = role !== undefined && can(role, 'consult.host')
  const clock = (at: Date) => {
    const { day, time } = wallTime(at, consult.timeZone)
    return `${nearDay(day, wallTime(now, consult.timeZone).day)}, ${time}`
  }
  return (
    <>
      <ConsultHead consult={consult} now={now} mayHost={mayHost} />
      <div className={css.columns}>
        {mayHost && (
          <section className={css.invites} aria-label="Guests">
            {consult.invites.map((invite) => (
              <InviteCard
                key={invite.inviteId}
                consultId={consult.consultId}
                invite={invite}
                reader={{ now, clock }}
              />
            ))}
            {isOpen(consult) && (
              <div>
                <InviteGuest consultId={consult.consultId} />
              </div>
            )}
          </section>
        )}
        <ConsultFacts consult={consult} now={now} />
      </div>
    </>
  )
}

function ConsultHead({ consult, now, mayHost }: { consult: Consult; now: Date; mayHost: boolean }) {
  const { patientName, title, minutes, timeZone } = consult
  const reader = { now, timeZone: readerZone() }
  return (
    <header className={css.head}>
      <div className={css.words}>
        <h1>{patientName ?? 'Name deleted'}</h1>
        <p className={css.when}>
          {whenWords(startOf(consult), timeZone, reader)} · {lengthWords(minutes)}
        </p>
        <p>{title}</p>
        <output className={css.states}>
          <ConsultState consult={consult} />
        </output>
      </div>
      <div className={css.actions}>
        {isOpen(consult) && <EnterLink consult={consult} now={now} />}
        {mayHost && isOpen(consult) && <LateButton consult={consult} />}
        <ConsultActions consult={consult} mayHost={mayHost} />
      </div>
    </header>
  )
}

function dayOf(consult: Consult | undefined): string {
  return consult ? `/?day=${wallTime(new Date(consult.startsAt), consult.timeZone).day}` : '/'
}
