import { ChatPanel } from '../../features/chat/ChatPanel.tsx'
import { Notices } from '../../features/notices/Notices.tsx'
import { useNews } from '../../features/notices/useNews.ts'
import { SecurityBadge } from '../../features/security/SecurityBadge.tsx'
import { Sound } from '../../features/stage/Sound.tsx'
import { Stage } from '../../features/stage/Stage.tsx'
import type { Engine } from '../../features/useEngine.ts'
import { useWakeLock } from '../../features/useWakeLock.ts'
import type { Visit } from '../../features/visit/visitStep.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { GuestControls } from './GuestControls.tsx'
import { RoomFrame } from './RoomFrame.tsx'
import { SidePanel } from './SidePanel.tsx'
import { usePanel } from './usePanel.ts'

/** The visit itself, for a guest: the other's face, three controls, and a way out. */
export function GuestRoom({ engine, visit }: { readonly engine: Engine; readonly visit: Visit }) {
  const { t } = useSpeech()
  const { call } = engine
  const { panel, byHand, close, toggle } = usePanel(false)
  const chatOpen = panel === 'chat'
  useNews(call, chatOpen)
  useWakeLock(true)
  return (
    <RoomFrame
      title={t('visit.titleWith', { host: visit.hostName })}
      density="guest"
      badge={<SecurityBadge call={call} />}
      notices={
        <>
          <Notices call={call} />
          <Sound call={call} />
        </>
      }
      // Faces keep their places: for a guest nothing moves by itself.
      stage={<Stage call={call} mode="grid" alone={t('stage.aloneGuest')} />}
      side={
        chatOpen && (
          <SidePanel title={t('chat.title')} byHand={byHand} onClose={close}>
            <ChatPanel call={call} />
          </SidePanel>
        )
      }
      controls={<GuestControls engine={engine} chatOpen={chatOpen} onChat={() => toggle('chat')} />}
    />
  )
}
