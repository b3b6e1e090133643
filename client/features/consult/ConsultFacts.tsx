import { Check, Phone, X } from 'lucide-react'
import type { Consult } from '../../../shared/api/consults.ts'
import { dateWords, nearDay } from '../../i18n/staffTimes.ts'
import { wallTime } from '../../i18n/zonedTime.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Card } from '../../ui/Card.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { roleWords } from '../roleWords.ts'
import css from './consult.module.css'

/** Who it is about and who takes part. */
export function ConsultFacts({ consult, now }: { consult: Consult; now: Date }) {
  return (
    <div className={css.facts}>
      <PatientCard patient={consult.patient} />
      <PeopleCard people={consult.people} />
      {consult.checks.length > 0 && <ChecksCard consult={consult} now={now} />}
    </div>
  )
}

function PatientCard({ patient }: Pick<Consult, 'patient'>) {
  if (!patient)
    return (
      <Card title="Patient">
        <p>The patient’s data was deleted, as the centre’s rules for keeping data say.</p>
      </Card>
    )
  return (
    <Card title="Patient">
      <dl className={css.pairs}>
        <div>
          <dt>Name</dt>
          <dd>{patient.name}</dd>
        </div>
        <div>
          <dt>Born on</dt>
          <dd>{dateWords(patient.birthDate)}</dd>
        </div>
        <div>
          <dt>If the video fails, call</dt>
          <dd>
            <a href={`tel:${patient.phone.replaceAll(/[^+\d]/g, '')}`} className={css.phone}>
              <Icon of={Phone} />
              {patient.phone}
            </a>
          </dd>
        </div>
      </dl>
    </Card>
  )
}

function PeopleCard({ people }: Pick<Consult, 'people'>) {
  return (
    <Card title="Colleagues">
      <ul className={css.people}>
        {people.map(({ staffId, name, role }) => (
          <li key={staffId}>
            <Avatar name={name} />
            <span>
              <b>{name}</b>
              <small>{roleWords[role]}</small>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function ChecksCard({ consult: { checks, timeZone }, now }: { consult: Consult; now: Date }) {
  const today = wallTime(now, timeZone).day
  return (
    <Card title="Checked at the start">
      {checks.map((check) => {
        const { day, time } = wallTime(new Date(check.at), timeZone)
        return (
          <div key={check.at} className={css.check}>
            <p>
              {check.by}, {nearDay(day, today)}, {time}
            </p>
            <ul>
              <Ticked done={check.identityConfirmed}>Name and birth date confirmed</Ticked>
              <Ticked done={check.othersKnown}>Others in the room known</Ticked>
              <Ticked done={check.consentGiven}>Consent given</Ticked>
            </ul>
          </div>
        )
      })}
    </Card>
  )
}

function Ticked({ done, children }: { done: boolean; children: string }) {
  return (
    <li className={done ? css.done : undefined}>
      <Icon of={done ? Check : X} />
      {done ? children : `Not ticked: ${children.toLowerCase()}`}
    </li>
  )
}
