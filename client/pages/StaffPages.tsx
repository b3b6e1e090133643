import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { canInCentre } from '../../shared/domain/roles.ts'
import { createQueryClient } from '../api/useRead.ts'
import { useAccount } from '../api/useAccount.ts'
import { Waiting } from '../ui/Waiting.tsx'
import { AccountPage } from './AccountPage.tsx'
import { ConsultPage } from './ConsultPage.tsx'
import { EditConsultPage, NewConsultPage } from './ConsultEditorPages.tsx'
import { TodayPage } from './TodayPage.tsx'

const AdministrationPage = lazy(async () => ({
  default: (await import('./AdministrationPage.tsx')).AdministrationPage,
}))

/** Everything that staff do outside a room. What is offered follows the roles; what is allowed, the server decides. */
export function StaffPages() {
  const [queries] = useState(createQueryClient)
  const { roles } = useAccount()
  const plans = canInCentre(roles, 'consult.plan')
  return (
    <QueryClientProvider client={queries}>
      <Suspense fallback={<Waiting words="Opening the page" />}>
        <Switch>
          <Route path="/">
            {plans ? <TodayPage /> : <Redirect to="/administration" replace />}
          </Route>
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
      </Suspense>
    </QueryClientProvider>
  )
}
