import { useState } from 'react'
import { AppError } from '../../../shared/AppError.ts'
import { can } from '../../../shared/domain/roles.ts'
import type { Call } from '../../call/Call.ts'
import { useArrivals } from '../../features/admit/useArrivals.ts'
import { WaitingBar } from '../../features/admit/WaitingBar.tsx'
import { ChatPanel } from '../../features/chat/ChatPanel.tsx'
import { Notices } from '../../features/notices/Notices.tsx'
import { useNews } from '../../features/notices/useNews.ts'
import { PeoplePanel } from '../../features/people/PeoplePanel.tsx'
import { Sound } from '../../features/stage/Sound.tsx'
import { Stage } from '../../features/stage/Stage.tsx'
import type { StageMode } from '../../features/stage/stagePlan.ts'
import { StartCard } from '../../features/startCard/StartCard.tsx'
import type { Engine } from '../../features/useEngine.ts'
import { useStore } from '../../features/useStore.ts'
import { useWakeLock } from '../../features/useWakeLock.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { recall, remember } from '../../ui/remembered.ts'
import { useToast } from '../../ui/useToast.ts'
import { RoomFrame } from './RoomFrame.tsx'
import { RoomTop } from './RoomTop.tsx'
import { SidePanel } from './SidePanel.tsx'
import { StaffControls } from './StaffControls.tsx'
import type { Consult } from './useConsult.ts'
import { usePanel, type Panel, type PanelChoice } from './usePanel.ts'

/** The room for those who hold the consult: the faces, and around them everything to hold it with. */
export function StaffRoom({
  consult,
  engine,
}: {
  readonly consult: Consult
  readonly engine: Engine
}) {
  const { t } = useSpeech()
  const { call } = engine
  const toast = useToast()
  const panels = usePanel(true)
  const { panel } = panels
  const [mode, setMode] = useMode()
  const [cardOpen, showCard] = useState(consult.checks.length === 0)
  useNews(call, panel === 'chat')
  useArrivals(call)
  useWakeLock(true)
  return (
    <RoomFrame
      title={t('consult.name')}
      density="staff"
      top={<RoomTop consult={consult} call={call} />}
      notices={<Standing call={call} />}
      card={cardOpen && <Beginning consult={consult} call={call} onClose={() => showCard(false)} />}
      stage={<Stage call={call} mode={mode} alone={t('stage.alone')} />}
      side={panel && <Side call={call} panel={panel} panels={panels} />}
      controls={
        <StaffControls
          engine={engine}
          consult={consult}
          panels={panels}
          mode={mode}
          onMode={setMode}
          onStartCard={() => showCard(true)}
          onFail={(error) => toast(AppError.from(error).message, { kind: 'alarm' })}
        />
      }
    />
  )
}

function Standing({ call }: { readonly call: Call }) {
  return (
    <>
      <WaitingBar call={call} />
      <Notices call={call} />
      <Sound call={call} />
    </>
  )
}

function Side({
  call,
  panel,
  panels: { byHand, close },
}: {
  readonly call: Call
  readonly panel: Panel
  readonly panels: PanelChoice
}) {
  const { t } = useSpeech()
  return (
    <SidePanel key={panel} title={t(`${panel}.title`)} byHand={byHand} onClose={close}>
      {panel === 'people' ? <PeoplePanel call={call} /> : <ChatPanel call={call} />}
    </SidePanel>
  )
}

/** The start card, for those who may tick it. */
function Beginning({
  consult,
  call,
  onClose,
}: {
  readonly consult: Consult
  readonly call: Call
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  const toast = useToast()
  const self = useStore(call.self)
  if (!self || !can(self.role, 'consult.host')) return null
  const onSaved = (): void => {
    onClose()
    toast(t('start.saved'), { kind: 'good' })
  }
  return <StartCard consult={consult} onLater={onClose} onSaved={onSaved} />
}

function useMode(): readonly [StageMode, (mode: StageMode) => void] {
  const [mode, setMode] = useState<StageMode>(
    recall('stage') === 'spotlight' ? 'spotlight' : 'grid',
  )
  const choose = (next: StageMode): void => {
    setMode(next)
    remember('stage', next)
  }
  return [mode, choose]
}
