import { STAFF_ROLES, type StaffRole } from '../../../shared/domain/roles.ts'
import { CheckField } from '../../ui/CheckField.tsx'
import { roleWords } from '../roleWords.ts'
import css from './administration.module.css'

const hints: Readonly<Record<StaffRole, string>> = {
  clinician: 'Plans and leads consults.',
  coordinator: 'Plans consults and lets people in.',
  nurse: 'Plans consults and lets people in.',
  administrator: 'Manages staff and settings; sees no patients.',
}

/** What an account may do: one role or several. */
export function RoleFields({
  roles,
  onChange,
}: {
  roles: readonly StaffRole[]
  onChange: (roles: StaffRole[]) => void
}) {
  return (
    <fieldset className={css.roles}>
      <legend>Roles</legend>
      {STAFF_ROLES.map((role) => (
        <CheckField
          key={role}
          label={roleWords[role]}
          hint={hints[role]}
          checked={roles.includes(role)}
          onChange={(checked) =>
            onChange(STAFF_ROLES.filter((one) => (one === role ? checked : roles.includes(one))))
          }
        />
      ))}
    </fieldset>
  )
}
