import { PhoneOff } from 'lucide-react'
import type { Control } from '../../features/controls/Control.ts'
import type { Translate } from '../../i18n/Words.ts'

/** Red, last and apart, and it asks before it goes. */
export function leaveControl(t: Translate, ask: () => void): Control {
  return { id: 'leave', label: t('controls.leave'), icon: PhoneOff, run: ask }
}
