import { X } from 'lucide-react'
import { LISTED_ROLES, type ListedRole } from '../../../shared/domain/roles.ts'
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
  const others = people.filter(({ staffId }) => staffId !== self)
  const free = colleagues.filter(
    ({ staffId }) => staffId !== self && !people.some((one) => one.staffId === staffId),
  )
  const replace = (staffId: string, by: readonly DraftPerson[]) =>
    onChange(people.flatMap((one) => (one.staffId === staffId ? by : [one])))
  const add = (staffId: string) => {
    const chosen = free.find((one) => one.staffId === staffId)
    if (chosen) onChange([...people, { staffId, role: usualRole(chosen.roles) }])
  }
  return (
    <>
      <ul className={css.people}>
        {others.map(({ staffId, role }) => (
          <PersonRow
            key={staffId}
            name={colleagues.find((one) => one.staffId === staffId)?.name ?? 'A former colleague'}
            role={role}
            onRole={(chosen) => replace(staffId, [{ staffId, role: chosen }])}
            onRemove={() => replace(staffId, [])}
          />
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

function PersonRow({
  name,
  role,
  onRole,
  onRemove,
}: {
  name: string
  role: ListedRole
  onRole: (role: ListedRole) => void
  onRemove: () => void
}) {
  return (
    <li>
      <Avatar name={name} />
      <span className={css.name}>{name}</span>
      <SelectField
        label={`What ${name} does`}
        labelHidden
        value={role}
        options={LISTED_ROLES.map((value) => ({ value, label: roleWords[value] }))}
        onChange={onRole}
      />
      <IconButton icon={X} label={`Take ${name} off the list`} onClick={onRemove} />
    </li>
  )
}

/** What most people with these roles do in a consult; the form lets it be changed. */
function usualRole(roles: readonly string[]): ListedRole {
  if (roles.includes('clinician')) return 'clinician'
  return roles.includes('nurse') ? 'nurse' : 'coordinator'
}
