import { QueryClientProvider } from '@tanstack/react-query'
import { useState } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { canInCentre } from '../../shared/domain/roles.ts'
import { createQueryClient } from '../api/useRead.ts'
import { useAccount } from '../api/useAccount.ts'
import { later } from '../ui/later.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { AccountPage } from './AccountPage.tsx'
import { ConsultPage } from './ConsultPage.tsx'
import { EditConsultPage, NewConsultPage } from './ConsultEditorPages.tsx'
import { TodayPage } from './TodayPage.tsx'

const AdministrationPage = later(
  async () => (await import('./AdministrationPage.tsx')).AdministrationPage,
  <Waiting words="Opening the page" />,
)

/** Everything that staff do outside a room. What is offered follows the roles; what is allowed, the server decides. */
export function StaffPages() {
  const [queries] = useState(createQueryClient)
  const { roles } = useAccount()
  const plans = canInCentre(roles, 'consult.plan')
  return (
    <QueryClientProvider client={queries}>
      <Switch>
        <Route path="/">{plans ? <TodayPage /> : <Redirect to="/administration" replace />}</Route>
        <Route path="/consults/new">
          <NewConsultPage />
        </Route>
        <Route path="/consults/:consultId">
          {({ consultId }) => <ConsultPage consultId={consultId} />}
        </Route>
        <Route path="/consults/:consultId/edit">
          {({ consultId }) => <EditConsultPage consultId={consultId} />}
        </Route>
        <Route path="/account">
          <AccountPage />
        </Route>
        <Route path="/administration">
          <AdministrationPage />
        </Route>
      </Switch>
    </QueryClientProvider>
  )
}
