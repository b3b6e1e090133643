import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { Broken } from './pages/Broken.tsx'
import { ErrorBoundary } from './ui/ErrorBoundary.tsx'
import { Toasts } from './ui/Toasts.tsx'
import { Waiting } from './ui/Waiting.tsx'

// Each page is a piece of its own: a guest loads nothing that is for staff.
const VisitPage = lazy(async () => ({ default: (await import('./pages/VisitPage.tsx')).VisitPage }))
const WelcomePage = lazy(async () => ({
  default: (await import('./pages/WelcomePage.tsx')).WelcomePage,
}))
const SignedInOnly = lazy(async () => ({
  default: (await import('./pages/SignedInOnly.tsx')).SignedInOnly,
}))
const RoomPage = lazy(async () => ({ default: (await import('./pages/RoomPage.tsx')).RoomPage }))
const StaffPages = lazy(async () => ({
  default: (await import('./pages/StaffPages.tsx')).StaffPages,
}))
const NotFoundPage = lazy(async () => ({
  default: (await import('./pages/NotFoundPage.tsx')).NotFoundPage,
}))

/** The paths of StaffPages: one route for all, so that what they have read stays between them. */
const STAFF_PATHS = /^\/(?:consults\/[^/]+(?:\/edit)?|account|administration)?\/?$/

/** Every address, and who it is for. */
export function App() {
  return (
    <ErrorBoundary renderInstead={(error, again) => <Broken error={error} again={again} />}>
      <Toasts>
        <Suspense fallback={<Waiting words="Opening the page" />}>
          <Switch>
            <Route path="/visit">
              <VisitPage />
            </Route>
            <Route path="/welcome">
              <WelcomePage />
            </Route>
            <Route path="/consults/:consultId/room">
              {({ consultId }) => (
                <SignedInOnly>
                  <RoomPage consultId={consultId} />
                </SignedInOnly>
              )}
            </Route>
            <Route path={STAFF_PATHS}>
              <SignedInOnly>
                <StaffPages />
              </SignedInOnly>
            </Route>
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Suspense>
      </Toasts>
    </ErrorBoundary>
  )
}
