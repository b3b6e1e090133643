import { useCallback, useEffect, useEffectEvent, useMemo, useState } from 'react'
import { useApi } from '../api/useApi.ts'
import type { Over } from '../call/phase.ts'
import type { TurnedOff } from '../features/preview/useOwnMedia.ts'
import { loadEngine, useEngine, type Engine } from '../features/useEngine.ts'
import { useStore } from '../features/useStore.ts'
import { Afterwards } from '../features/visit/Afterwards.tsx'
import { BrowserNotice } from '../features/visit/BrowserNotice.tsx'
import { useBrowserGap } from '../features/visit/useBrowserGap.ts'
import { useVisit, type VisitWay } from '../features/visit/useVisit.ts'
import { addressOf } from '../features/visit/visitLink.ts'
import { LanguageProvider, useSpeech } from '../i18n/LanguageProvider.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { later } from '../ui/later.tsx'
import { Waiting } from '../ui/Waiting.tsx'
import { LinkSteps } from './visit/LinkSteps.tsx'
import { PreviewStep } from './visit/PreviewStep.tsx'
import { VisitFrame } from './visit/VisitFrame.tsx'
import { WaitingStep } from './visit/WaitingStep.tsx'

// Fetched while the guest waits: the way in stays light.
const GuestRoom = later(async () => (await import('./room/GuestRoom.tsx')).GuestRoom, <Opening />)

/** A guest's visit, from the link to the goodbye. */
export function VisitPage() {
  return (
    <LanguageProvider>
      <Visit />
    </LanguageProvider>
  )
}

function Visit() {
  const { callOpen } = useApi()
  const way = useVisit(callOpen)
  const { step, link } = way
  const getTicket = useCallback(() => callOpen('visits.ticket'), [callOpen])
  const gap = useBrowserGap()
  const entry = useMemo(() => ({ inviteSecret: link?.secret }), [link])
  const engine = useEngine(getTicket, entry, !gap && (step.at === 'code' || 'visit' in step))
  useEffect(() => {
    // Beside the first question to the server, not after its answer; what fails now is tried again when it is wanted.
    if (!gap) void loadEngine().catch(() => undefined)
  }, [gap])

  if (gap) {
    return (
      <VisitFrame>
        <BrowserNotice gap={gap} link={link && addressOf(link, location.origin)} />
      </VisitFrame>
    )
  }
  if (!('visit' in step))
    return (
      <VisitFrame>
        <LinkSteps step={step} onCode={way.giveCode} onAgain={way.again} />
      </VisitFrame>
    )
  return engine ? <InVisit way={way} engine={engine} /> : <Opening />
}

function Opening() {
  const { t } = useSpeech()
  return (
    <VisitFrame>
      <Waiting words={t('visit.opening')} />
    </VisitFrame>
  )
}

function InVisit({ way, engine }: { readonly way: VisitWay; readonly engine: Engine }) {
  const { t } = useSpeech()
  const { step } = way
  const { call } = engine
  const phase = useStore(call.phase)
  const wasIn = useWasIn(phase)
  const turnedOff = useEnd(engine, way.end)
  const inside = step.at === 'inside'
  useEffect(() => {
    // What cannot be fetched now is fetched when it is needed.
    if (inside) void GuestRoom.fetch().catch(() => undefined)
  }, [inside])

  if (!('visit' in step)) return null
  const { visit } = step
  if (step.at === 'inside' && wasIn)
    return (
      <Toasts dismissLabel={t('notice.dismiss')}>
        <GuestRoom engine={engine} visit={visit} />
      </Toasts>
    )
  return (
    <VisitFrame>
      {step.at === 'preview' && (
        <PreviewStep visit={visit} engine={engine} turnedOff={turnedOff} onJoined={way.enter} />
      )}
      {step.at === 'inside' && <WaitingStep visit={visit} engine={engine} />}
      {step.at === 'gone' && (
        <Afterwards
          visit={visit}
          why={step.why}
          hasLink={way.link !== undefined}
          onBack={way.goBack}
          onAgain={way.again}
          onForget={() => void way.forget()}
        />
      )}
    </VisitFrame>
  )
}

/** When the call is over, camera and microphone are let go; answers what of them was off, for when the guest comes back. */
function useEnd({ call, local }: Engine, end: (why: Over) => void): TurnedOff | undefined {
  const [turnedOff, setTurnedOff] = useState<TurnedOff>()
  const finish = useEffectEvent((why: Over) => {
    setTurnedOff({
      camera: local.camera.get().state === 'off',
      microphone: local.microphone.get().state === 'off',
    })
    local.stop()
    end(why)
  })
  useEffect(
    () =>
      call.over.watch(() => {
        const why = call.over.get()
        if (why) finish(why)
      }),
    [call],
  )
  return turnedOff
}

/** Whether the guest was let in. A connection that is lost for a moment does not put them back in the waiting room. */
function useWasIn(phase: string): boolean {
  const [wasIn, setWasIn] = useState(false)
  const now = phase === 'in' || (wasIn && phase === 'reconnecting')
  if (now !== wasIn) setWasIn(now)
  return now
}
