import { Building2, Timer, Users } from 'lucide-react'
import type { ReactNode } from 'react'
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
  return (
    <StaffPage title="Administration" width="reading">
      <h1>Administration</h1>
      <Tabs
        label="Administration"
        selected={selected}
        onSelect={(part) => setSearch({ part }, { replace: true })}
        tabs={[
          { id: 'staff', label: 'Staff', icon: Users, content: <Panel of={<StaffList />} /> },
          {
            id: 'centre',
            label: 'Centre',
            icon: Building2,
            content: <Panel of={<CentreSettings />} />,
          },
          {
            id: 'data',
            label: 'Keeping data',
            icon: Timer,
            content: <Panel of={<RetentionTable />} />,
          },
        ]}
      />
    </StaffPage>
  )
}

function Panel({ of }: { of: ReactNode }) {
  return <div className={css.panel}>{of}</div>
}
