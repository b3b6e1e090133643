import { ClipboardCheck, Keyboard, Languages, Lock, LockOpen, Phone, Settings2 } from 'lucide-react'
import { can, type Role } from '../../../shared/domain/roles.ts'
import type { Call } from '../../call/Call.ts'
import type { Translate } from '../../i18n/Words.ts'
import type { MenuAction } from '../../ui/Menu.tsx'
import type { StaffAsked } from './StaffDialogs.tsx'

/** What staff need now and then, under "More". */
export function staffActions(of: {
  readonly t: Translate
  readonly role: Role
  readonly locked: boolean
  readonly call: Call
  readonly ask: (what: StaffAsked) => void
  readonly onStartCard: () => void
  readonly onFail: (error: unknown) => void
}): readonly MenuAction[] {
  const { t, role, locked, call, ask } = of
  const lock: MenuAction = {
    id: 'lock',
    label: t(locked ? 'lock.undo' : 'lock.do'),
    icon: locked ? LockOpen : Lock,
    run: () => void call.room.lock(!locked).catch(of.onFail),
  }
  const card: MenuAction = {
    id: 'start',
    label: t('start.open'),
    icon: ClipboardCheck,
    run: of.onStartCard,
  }
  return [
    { id: 'phone', label: t('phone.title'), icon: Phone, run: () => ask('phone') },
    ...(can(role, 'consult.host') ? [card] : []),
    ...(can(role, 'moderate') ? [lock] : []),
    { id: 'devices', label: t('controls.devices'), icon: Settings2, run: () => ask('devices') },
    { id: 'language', label: t('language.choose'), icon: Languages, run: () => ask('language') },
    { id: 'keys', label: t('controls.keys'), icon: Keyboard, hotkey: '?', run: () => ask('keys') },
  ]
}
