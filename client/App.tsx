import { Route, Switch } from 'wouter'
import { Broken } from './pages/Broken.tsx'
import { ErrorBoundary } from './ui/ErrorBoundary.tsx'
import { later } from './ui/later.tsx'
import { Toasts } from './ui/Toasts.tsx'
import { Waiting } from './ui/Waiting.tsx'

const opening = <Waiting words="Opening the page" />

// Each page is a piece of its own: a guest loads nothing that is for staff.
const VisitPage = later(async () => (await import('./pages/VisitPage.tsx')).VisitPage, opening)
const WelcomePage = later(
  async () => (await import('./pages/WelcomePage.tsx')).WelcomePage,
  opening,
)
const SignedInOnly = later(
  async () => (await import('./pages/SignedInOnly.tsx')).SignedInOnly,
  opening,
)
const RoomPage = later(async () => (await import('./pages/RoomPage.tsx')).RoomPage, opening)
const StaffPages = later(async () => (await import('./pages/StaffPages.tsx')).StaffPages, opening)
const NotFoundPage = later(
  async () => (await import('./pages/NotFoundPage.tsx')).NotFoundPage,
  opening,
)

/** The paths of StaffPages: one route for all, so that what they have read stays between them. */
const STAFF_PATHS = /^\/(?:consults\/[^/]+(?:\/edit)?|account|administration)?\/?$/

/** Every address, and who it is for. */
export function App() {
  return (
    <ErrorBoundary renderInstead={(error, again) => <Broken error={error} again={again} />}>
      <Toasts>
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
      </Toasts>
    </ErrorBoundary>
  )
}
