import { Ellipsis, KeyRound, MonitorSmartphone, SmartphoneNfc, UserCog, UserX } from 'lucide-react'
import { useState } from 'react'
import type { StaffView } from '../../../shared/api/centre.ts'
import { useAccount } from '../../api/useAccount.ts'
import { useRead } from '../../api/useRead.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, type MenuAction } from '../../ui/Menu.tsx'
import { Shown } from '../../ui/Shown.tsx'
import { roleWords } from '../roleWords.ts'
import css from './administration.module.css'
import { Hostless } from './Hostless.tsx'
import { InviteStaff } from './InviteStaff.tsx'
import { StaffDialogs, type StaffStep } from './StaffDialogs.tsx'

/** Everybody with an account, and what can be done about each. */
export function StaffList() {
  const read = useRead('staff.list', {})
  const [step, setStep] = useState<StaffStep>()
  return (
    <>
      <div>
        <InviteStaff />
      </div>
      <Shown read={read} words="Reading the list of staff">
        {(staff) => (
          <>
            <Hostless staff={staff} />
            <ul className={css.list}>
              {[...staff].sort(byStanding).map((one) => (
                <StaffItem key={one.staffId} one={one} onStep={setStep} />
              ))}
            </ul>
          </>
        )}
      </Shown>
      {step && <StaffDialogs step={step} onClose={() => setStep(undefined)} />}
    </>
  )
}

function StaffItem({ one, onStep }: { one: StaffView; onStep: (step: StaffStep) => void }) {
  const self = useAccount().staffId === one.staffId
  const { name, email, roles, state, secondFactor } = one
  const here = state !== 'offBoarded'
  return (
    <li className={here ? css.item : `${css.item} ${css.gone}`}>
      <Avatar name={name} />
      <span className={css.who}>
        <b>{self ? `${name} (you)` : name}</b>
        <small>{email}</small>
      </span>
      <span className={css.chips}>
        {here && roles.map((role) => <Chip key={role}>{roleWords[role]}</Chip>)}
        {state === 'invited' && <Chip kind="attention">Invited, no password yet</Chip>}
        {state === 'offBoarded' && <Chip>Left</Chip>}
        {state === 'active' && secondFactor && <Chip kind="good">Second factor</Chip>}
      </span>
      {here && (
        <Menu
          label={`Change the account of ${name}`}
          trigger={<IconButton icon={Ellipsis} label={`Change the account of ${name}`} />}
          actions={actionsOn(one, self, onStep)}
        />
      )}
    </li>
  )
}

/** Nobody resets themselves: who took over an open sign-in must not take over the account with it. */
function actionsOn(
  one: StaffView,
  self: boolean,
  onStep: (step: StaffStep) => void,
): readonly MenuAction[] {
  const step = (does: StaffStep['does']) => ({ id: does, run: () => onStep({ does, one }) })
  const password = {
    ...step('password'),
    label: one.state === 'invited' ? 'Make a new invitation link' : 'Reset the password',
    icon: KeyRound,
  }
  const factor = { ...step('factor'), label: 'Reset the second factor', icon: SmartphoneNfc }
  const devices = { ...step('devices'), label: 'Reset the devices', icon: MonitorSmartphone }
  return [
    { ...step('roles'), label: 'Change the roles', icon: UserCog },
    ...(self ? [] : [password]),
    ...(!self && one.secondFactor ? [factor] : []),
    ...(!self && one.state === 'active' ? [devices] : []),
    { ...step('leave'), label: 'End the account', icon: UserX, alarm: true },
  ]
}

/** Those who left come last. */
function byStanding(a: StaffView, b: StaffView): number {
  const gone = Number(a.state === 'offBoarded') - Number(b.state === 'offBoarded')
  return gone || a.name.localeCompare(b.name)
}
