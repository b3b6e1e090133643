import { LayoutGrid, MessageSquare, RectangleHorizontal, Users } from 'lucide-react'
import { useState } from 'react'
import { can } from '../../../shared/domain/roles.ts'
import { useUnread } from '../../features/chat/useUnread.ts'
import type { Control } from '../../features/controls/Control.ts'
import { ControlBar } from '../../features/controls/ControlBar.tsx'
import { KeysDialog, type KeyWords } from '../../features/controls/KeysDialog.tsx'
import { useHotkeys } from '../../features/controls/useHotkeys.ts'
import { useOwnControls } from '../../features/controls/useOwnControls.ts'
import type { StageMode } from '../../features/stage/stagePlan.ts'
import type { Engine } from '../../features/useEngine.ts'
import { useMedia } from '../../features/useMedia.ts'
import { useStore } from '../../features/useStore.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { recall, remember } from '../../ui/remembered.ts'
import { leaveControl } from './leaveControl.ts'
import { StaffDialogs, type StaffAsked } from './StaffDialogs.tsx'
import { staffActions } from './staffActions.ts'
import type { Consult } from './useConsult.ts'
import type { PanelChoice } from './usePanel.ts'

const KEYS: readonly KeyWords[] = [
  { hotkey: 'M', words: 'keys.microphone' },
  { hotkey: 'V', words: 'keys.camera' },
  { hotkey: 'P', words: 'keys.people' },
  { hotkey: 'S', words: 'keys.share' },
  { hotkey: 'C', words: 'keys.chat' },
  { hotkey: 'H', words: 'keys.hand' },
  { hotkey: 'L', words: 'keys.layout' },
  { hotkey: '?', words: 'keys.help' },
]

interface StaffControlsProps {
  readonly engine: Engine
  readonly consult: Consult
  readonly panels: PanelChoice
  readonly mode: StageMode
  readonly onMode: (mode: StageMode) => void
  readonly onStartCard: () => void
  readonly onFail: (error: unknown) => void
}

/** Everything that staff do in the room. What is offered follows the role; what is allowed, the server decides. */
export function StaffControls(props: StaffControlsProps) {
  const { engine, consult, onStartCard, onFail } = props
  const { call, local } = engine
  const { t } = useSpeech()
  const role = useStore(call.self)?.role ?? 'waiting'
  const locked = useStore(call.state)?.locked ?? false
  const [asked, setAsked] = useState<StaffAsked>()
  const [keysOn, setKeysOn] = useState(() => recall('keys') !== 'off')
  const controls = useStaffControls(props)
  const room = useRoomFor(controls.length)
  useHotkeys([...controls, { hotkey: '?', run: () => setAsked('keys') }], keysOn)
  return (
    <>
      <ControlBar
        controls={controls}
        room={room}
        more={staffActions({ t, role, locked, call, ask: setAsked, onStartCard, onFail })}
        leave={leaveControl(t, () => setAsked('leave'))}
      />
      <StaffDialogs
        asked={asked}
        ends={can(role, 'moderate')}
        call={call}
        local={local}
        patient={consult.patient}
        onClose={() => setAsked(undefined)}
      />
      <KeysDialog
        open={asked === 'keys'}
        onClose={() => setAsked(undefined)}
        keys={KEYS}
        on={keysOn}
        onSwitch={(on) => {
          setKeysOn(on)
          remember('keys', on ? 'on' : 'off')
        }}
      />
    </>
  )
}

function useStaffControls({
  engine: { call },
  panels: { panel, toggle },
  mode,
  onMode,
  onFail,
}: StaffControlsProps): readonly Control[] {
  const { t } = useSpeech()
  const own = useOwnControls(call, onFail)
  const role = useStore(call.self)?.role ?? 'waiting'
  const waiting = useStore(call.waiting).length
  const unread = useUnread(call, panel === 'chat')
  const several = useStore(call.roster).length > 2
  const people: Control = {
    id: 'people',
    label: t('controls.people'),
    icon: Users,
    hotkey: 'P',
    pressed: panel === 'people',
    badge: waiting,
    run: () => toggle('people'),
  }
  const chat: Control = {
    id: 'chat',
    label: t('controls.chat'),
    icon: MessageSquare,
    hotkey: 'C',
    pressed: panel === 'chat',
    badge: unread,
    run: () => toggle('chat'),
  }
  const layout: Control = {
    id: 'layout',
    label: t(mode === 'grid' ? 'controls.spotlight' : 'controls.grid'),
    icon: mode === 'grid' ? RectangleHorizontal : LayoutGrid,
    hotkey: 'L',
    run: () => onMode(mode === 'grid' ? 'spotlight' : 'grid'),
  }
  return [
    ...(can(role, 'speak') ? [own.microphone, own.camera] : []),
    people,
    ...(can(role, 'shareScreen') && 'getDisplayMedia' in navigator.mediaDevices ? [own.share] : []),
    ...(can(role, 'chat') ? [chat] : []),
    ...(can(role, 'raiseHand') ? [own.hand] : []),
    ...(several ? [layout] : []),
  ]
}

/** How many buttons with words the window has room for, besides "More" and "Leave". */
function useRoomFor(all: number): number {
  const tiny = useMedia('(max-width: 23rem)')
  const narrow = useMedia('(max-width: 30rem)')
  const middle = useMedia('(max-width: 50rem)')
  if (tiny) return 2
  if (narrow) return 3
  return middle ? 4 : all
}
