import { useAccount } from '../../api/useAccount.ts'
import { useRead } from '../../api/useRead.ts'
import { Card } from '../../ui/Card.tsx'
import { Shown } from '../../ui/Shown.tsx'
import type { DraftPerson } from './Draft.ts'
import { PeopleFields } from './PeopleFields.tsx'

export function ColleaguesCard({
  people,
  onChange,
}: {
  people: readonly DraftPerson[]
  onChange: (people: readonly DraftPerson[]) => void
}) {
  const { staffId } = useAccount()
  const read = useRead('colleagues.list', {})
  return (
    <Card title="Colleagues">
      <Shown read={read} words="Reading the names of your colleagues">
        {(colleagues) => (
          <PeopleFields
            people={people}
            colleagues={colleagues}
            self={staffId}
            onChange={onChange}
          />
        )}
      </Shown>
    </Card>
  )
}
