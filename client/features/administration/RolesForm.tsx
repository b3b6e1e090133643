import { useState } from 'react'
import type { StaffView } from '../../../shared/api/centre.ts'
import { AppError } from '../../../shared/AppError.ts'
import { useAccount } from '../../api/useAccount.ts'
import { useApi } from '../../api/useApi.ts'
import { useChange } from '../../api/useRead.ts'
import { Button } from '../../ui/Button.tsx'
import { Form } from '../../ui/Form.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useToast } from '../../ui/useToast.ts'
import { RoleFields } from './RoleFields.tsx'

export function RolesForm({
  one: { staffId, name, roles: before },
  onDone,
}: {
  one: StaffView
  onDone: () => void
}) {
  const { signIn } = useApi()
  const self = useAccount().staffId
  const change = useChange()
  const toast = useToast()
  const [roles, setRoles] = useState([...before])
  const save = useAction(async () => {
    if (roles.length === 0) throw new AppError('bad_request', 'Choose at least one role.')
    await change('staff.change', { staffId }, { roles })
    toast(`The roles of ${name} are changed.`, { kind: 'good' })
    onDone()
    if (staffId === self) await signIn.readAgain()
  })
  return (
    <Form
      error={save.error}
      onSubmit={() => void save.run()}
      actions={
        <Button type="submit" kind="primary" busy={save.busy}>
          Save the roles
        </Button>
      }
    >
      <RoleFields roles={roles} onChange={setRoles} />
    </Form>
  )
}
