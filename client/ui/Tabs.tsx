import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs'
import { Icon } from './Icon.tsx'
import css from './Tabs.module.css'

export interface TabView<Id extends string> {
  readonly id: Id
  readonly label: string
  readonly icon?: LucideIcon
  /** A count beside the label. */
  readonly badge?: number
  readonly content: ReactNode
}

/** A few pages in one place; arrow keys move between them. */
export function Tabs<Id extends string>({
  label,
  tabs,
  selected,
  onSelect,
}: {
  label: string
  tabs: readonly TabView<Id>[]
  selected: Id
  onSelect: (id: Id) => void
}) {
  return (
    <AriaTabs
      className={css.tabs ?? ''}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const tab = tabs.find(({ id }) => id === key)
        if (tab) onSelect(tab.id)
      }}
    >
      <TabList aria-label={label} className={css.list ?? ''}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={css.tab ?? ''}>
            {tab.icon && <Icon of={tab.icon} />}
            {tab.label}
            {tab.badge ? <span className={css.badge}>{tab.badge}</span> : null}
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={css.panel ?? ''}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
