import { useAccount } from '../api/useAccount.ts'
import { ChangePassword } from '../features/account/ChangePassword.tsx'
import { OwnDevices } from '../features/account/OwnDevices.tsx'
import { SecondFactor } from '../features/account/SecondFactor.tsx'
import { roleWords } from '../features/roleWords.ts'
import { Card } from '../ui/Card.tsx'
import { Chip } from '../ui/Chip.tsx'
import { StaffPage } from './StaffPage.tsx'

/** One's own account. */
export function AccountPage() {
  const { name, email, roles, centreName, secondFactor } = useAccount()
  return (
    <StaffPage title="My account" width="reading">
      <div>
        <h1>{name}</h1>
        <p>
          {email} · {roles.map((role) => roleWords[role]).join(', ')} at {centreName}
        </p>
      </div>
      <Card
        title="Second factor"
        aside={
          secondFactor ? <Chip kind="good">In use</Chip> : <Chip kind="attention">Not set up</Chip>
        }
      >
        <SecondFactor verb={secondFactor ? 'Change to another phone' : 'Set up the app'} />
      </Card>
      <Card title="Password">
        <ChangePassword />
      </Card>
      <Card title="Your devices">
        <OwnDevices />
      </Card>
    </StaffPage>
  )
}
