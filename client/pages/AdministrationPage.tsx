import { Building2, Timer, Users } from 'lucide-react'
import { useSearchParams } from 'wouter'
import { CentreSettings } from '../features/administration/CentreSettings.tsx'
import { RetentionTable } from '../features/administration/RetentionTable.tsx'
import { StaffList } from '../features/administration/StaffList.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import css from './AdministrationPage.module.css'
import { StaffPage } from './StaffPage.tsx'

const PARTS = ['staff', 'centre', 'data'] as const

/** What an administrator looks after: people, the centre, and how long data is kept. */
export function AdministrationPage() {
  const [search, setSearch] = useSearchParams()
  const selected = PARTS.find((part) => part === search.get('part')) ?? 'staff'
  const panel = (content: React.ReactNode) => <div className={css.panel}>{content}</div>
  return (
    <StaffPage title="Administration" width="reading">
      <h1>Administration</h1>
      <Tabs
        label="Administration"
        selected={selected}
        onSelect={(part) => setSearch({ part }, { replace: true })}
        tabs={[
          { id: 'staff', label: 'Staff', icon: Users, content: panel(<StaffList />) },
          { id: 'centre', label: 'Centre', icon: Building2, content: panel(<CentreSettings />) },
          { id: 'data', label: 'Keeping data', icon: Timer, content: panel(<RetentionTable />) },
        ]}
      />
    </StaffPage>
  )
}
