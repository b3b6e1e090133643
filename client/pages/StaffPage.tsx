import { CalendarDays, LogOut, Settings2, UserRound } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Link, useLocation } from 'wouter'
import { canInCentre } from '../../shared/domain/roles.ts'
import { useAccount } from '../api/useAccount.ts'
import { useApi } from '../api/useApi.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Brand } from '../ui/Brand.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { Page } from '../ui/Page.tsx'
import { useAction } from '../ui/useAction.ts'
import { useToast } from '../ui/useToast.ts'
import css from './StaffPage.module.css'

/** The frame of the pages of staff: where one can go, whose centre this is, who one is. */
export function StaffPage(props: Omit<ComponentProps<typeof Page>, 'density' | 'bar'>) {
  const { roles, centreName } = useAccount()
  return (
    <Page
      width="wide"
      {...props}
      density="staff"
      bar={
        <>
          <Link href="/" className={css.home} aria-label="Consilium, to my list">
            <Brand />
          </Link>
          <span className={css.centre}>{centreName}</span>
          <nav aria-label="Main" className={css.nav}>
            {canInCentre(roles, 'consult.plan') && (
              <Place href="/" icon={CalendarDays}>
                My day
              </Place>
            )}
            {canInCentre(roles, 'centre.administer') && (
              <Place href="/administration" icon={Settings2}>
                Administration
              </Place>
            )}
          </nav>
          <AccountMenu />
        </>
      }
    />
  )
}

function Place({
  href,
  icon,
  children,
}: {
  href: string
  icon: typeof CalendarDays
  children: string
}) {
  const [path] = useLocation()
  return (
    <Link href={href} className={css.place} aria-current={path === href ? 'page' : undefined}>
      <Icon of={icon} />
      {children}
    </Link>
  )
}

function AccountMenu() {
  const { name } = useAccount()
  const { signIn } = useApi()
  const toast = useToast()
  const [, go] = useLocation()
  const end = useAction(signIn.end)
  const signOut = async () => {
    if (await end.run()) go('/', { replace: true })
    else toast('You are still signed in: we could not reach Consilium.', { kind: 'alarm' })
  }
  return (
    <Menu
      label="Your account"
      trigger={
        <button type="button" className={css.me}>
          <Avatar name={name} />
          <span className={css.name}>{name}</span>
        </button>
      }
      actions={[
        { id: 'account', label: 'My account', icon: UserRound, run: () => go('/account') },
        { id: 'out', label: 'Sign out', icon: LogOut, run: () => void signOut() },
      ]}
    />
  )
}
