import { Hand, Languages, MessageSquare, Settings2 } from 'lucide-react'
import { useState } from 'react'
import { AppError } from '../../../shared/AppError.ts'
import { useUnread } from '../../features/chat/useUnread.ts'
import type { Control } from '../../features/controls/Control.ts'
import { ControlBar } from '../../features/controls/ControlBar.tsx'
import { useHotkeys } from '../../features/controls/useHotkeys.ts'
import { useOwnControls } from '../../features/controls/useOwnControls.ts'
import { DevicePicker } from '../../features/devices/DevicePicker.tsx'
import { LanguageSelect } from '../../features/language/LanguageSelect.tsx'
import type { Engine } from '../../features/useEngine.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { useToast } from '../../ui/useToast.ts'
import { LeaveOrEnd } from './LeaveOrEnd.tsx'
import { leaveControl } from './leaveControl.ts'

type Asked = 'leave' | 'devices' | 'language'

/** Three controls and "More": a guest needs no others. */
export function GuestControls({
  engine,
  chatOpen,
  onChat,
}: {
  readonly engine: Engine
  readonly chatOpen: boolean
  readonly onChat: () => void
}) {
  const { t } = useSpeech()
  const { call } = engine
  const toast = useToast()
  const [asked, setAsked] = useState<Asked>()
  const unread = useUnread(call, chatOpen)
  const own = useOwnControls(call, (error) =>
    toast(AppError.from(error).message, { kind: 'alarm' }),
  )
  const chat: Control = {
    id: 'chat',
    label: t('controls.chat'),
    icon: MessageSquare,
    hotkey: 'C',
    badge: unread,
    run: onChat,
  }
  useHotkeys([own.microphone, own.camera, own.hand, chat], true)
  const ask = (what: Asked) => () => setAsked(what)
  return (
    <>
      <ControlBar
        controls={[own.microphone, own.camera, chat]}
        room={2}
        more={[
          { id: 'hand', label: own.hand.label, icon: Hand, hotkey: 'H', run: own.hand.run },
          { id: 'devices', label: t('controls.devices'), icon: Settings2, run: ask('devices') },
          { id: 'language', label: t('language.choose'), icon: Languages, run: ask('language') },
        ]}
        leave={leaveControl(t, ask('leave'))}
      />
      <Asking asked={asked} engine={engine} onClose={() => setAsked(undefined)} />
    </>
  )
}

function Asking({
  asked,
  engine: { call, local },
  onClose,
}: {
  readonly asked: Asked | undefined
  readonly engine: Engine
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  const closing = { onClose, closeLabel: t('controls.close') }
  return (
    <>
      <Dialog title={t('leave.question')} open={asked === 'leave'} {...closing}>
        <LeaveOrEnd call={call} ends={false} onStay={onClose} />
      </Dialog>
      <Dialog title={t('controls.devices')} open={asked === 'devices'} {...closing}>
        <DevicePicker local={local} />
      </Dialog>
      <Dialog title={t('language.choose')} open={asked === 'language'} {...closing}>
        <LanguageSelect />
      </Dialog>
    </>
  )
}
