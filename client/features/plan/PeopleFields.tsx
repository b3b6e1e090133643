import { X } from 'lucide-react'
import { LISTED_ROLES } from '../../../shared/domain/roles.ts'
import type { OutputOf } from '../../api/send.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { roleWords } from '../roleWords.ts'
import type { DraftPerson } from './Draft.ts'
import css from './plan.module.css'

/** Colleagues on the list, each with a role. The one who plans leads, and is not in here. */
export function PeopleFields({
  people,
  colleagues,
  self,
  onChange,
}: {
  people: readonly DraftPerson[]
  colleagues: OutputOf<'colleagues.list'>
  self: string
  onChange: (people: readonly DraftPerson[]) => void
}) {
  const name = (staffId: string) =>
    colleagues.find((one) => one.staffId === staffId)?.name ?? 'A former colleague'
  const others = people.filter(({ staffId }) => staffId !== self)
  const free = colleagues.filter(
    ({ staffId }) => staffId !== self && !people.some((one) => one.staffId === staffId),
  )
  const replace = (staffId: string, by: readonly DraftPerson[]) =>
    onChange(people.flatMap((one) => (one.staffId === staffId ? by : [one])))
  const add = (staffId: string) => {
    const roles = colleagues.find((one) => one.staffId === staffId)?.roles ?? []
    if (staffId) onChange([...people, { staffId, role: usualRole(roles) }])
  }
  return (
    <>
      <ul className={css.people}>
        {others.map((person) => (
          <li key={person.staffId}>
            <Avatar name={name(person.staffId)} />
            <span className={css.name}>{name(person.staffId)}</span>
            <SelectField
              label={`What ${name(person.staffId)} does`}
              labelHidden
              value={person.role}
              options={LISTED_ROLES.map((role) => ({ value: role, label: roleWords[role] }))}
              onChange={(role) => replace(person.staffId, [{ ...person, role }])}
            />
            <IconButton
              icon={X}
              label={`Take ${name(person.staffId)} off the list`}
              onClick={() => replace(person.staffId, [])}
            />
          </li>
        ))}
      </ul>
      {free.length > 0 && (
        <SelectField
          label="Add a colleague"
          value=""
          options={[
            { value: '', label: 'Choose…' },
            ...free.map((one) => ({ value: one.staffId, label: one.name })),
          ]}
          onChange={add}
        />
      )}
    </>
  )
}

/** What most people with these roles do in a visit; the form lets it be changed. */
function usualRole(roles: readonly string[]): DraftPerson['role'] {
  if (roles.includes('clinician')) return 'clinician'
  return roles.includes('nurse') ? 'nurse' : 'coordinator'
}
