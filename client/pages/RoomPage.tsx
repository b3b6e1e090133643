import { useCallback, useEffect, useMemo, useState } from 'react'
import { useApi } from '../api/useApi.ts'
import type { Over } from '../call/phase.ts'
import { hostRecord } from '../features/hostRecord.ts'
import { useEngine, type Engine } from '../features/useEngine.ts'
import { useOwnDevice } from '../features/useOwnDevice.ts'
import { useStore } from '../features/useStore.ts'
import { useBrowserGap } from '../features/visit/useBrowserGap.ts'
import { LanguageProvider, useSpeech } from '../i18n/LanguageProvider.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { StaffGone } from './room/StaffGone.tsx'
import { StaffPreview } from './room/StaffPreview.tsx'
import { StaffRoom } from './room/StaffRoom.tsx'
import { useConsult, type Consult } from './room/useConsult.ts'

/** A consult for those who hold it: a look at oneself, the room, and the way back. */
export function RoomPage({ consultId }: { readonly consultId: string }) {
  return (
    <LanguageProvider>
      <Reading consultId={consultId} />
    </LanguageProvider>
  )
}

function Reading({ consultId }: { readonly consultId: string }) {
  const { t } = useSpeech()
  const { call } = useApi()
  const [reading] = useConsult(consultId)
  const getTicket = useCallback(() => call('consults.ticket', { consultId }), [call, consultId])
  const gap = useBrowserGap()
  const device = useOwnDevice()
  const entry = useMemo(
    () => ({ record: hostRecord(call, consultId, device) }),
    [call, consultId, device],
  )
  const engine = useEngine(getTicket, entry, !gap)
  if (gap) return <StaffGone words={t(`browser.${gap}`)} consultId={consultId} />
  if (reading.state === 'failed')
    return (
      <StaffGone words={`${t('consult.missing')}. ${reading.sentence}`} consultId={consultId} />
    )
  if (reading.state === 'reading' || !engine) return <Waiting words={t('phase.connecting')} />
  return <InConsult consult={reading.consult} engine={engine} />
}

function InConsult({ consult, engine }: { readonly consult: Consult; readonly engine: Engine }) {
  const { t } = useSpeech()
  const { call, local } = engine
  const phase = useStore(call.phase)
  const [joined, setJoined] = useState(false)
  const [gone, setGone] = useState<Over>()

  useEffect(
    () =>
      call.over.watch(() => {
        const why = call.over.get()
        if (!why) return
        local.stop()
        setJoined(false)
        setGone(why)
      }),
    [call, local],
  )
  const { consultId } = consult
  if (gone)
    return (
      <StaffGone
        words={t(`gone.${gone === 'restarting' ? 'failed' : gone}`)}
        consultId={consultId}
        onAgain={gone === 'ended' || gone === 'revoked' ? undefined : () => setGone(undefined)}
      />
    )
  if (joined && (phase === 'in' || phase === 'reconnecting'))
    return (
      <Toasts dismissLabel={t('notice.dismiss')}>
        <StaffRoom consult={consult} engine={engine} />
      </Toasts>
    )
  return <StaffPreview consult={consult} engine={engine} onJoined={() => setJoined(true)} />
}
