import { useEffect } from 'react'
import { playNotes } from '../../call/sound.ts'
import { LevelMeter } from '../../features/devices/LevelMeter.tsx'
import { Checks } from '../../features/preview/Checks.tsx'
import { SelfView } from '../../features/preview/SelfView.tsx'
import { Toggles } from '../../features/preview/Toggles.tsx'
import { Troubles } from '../../features/preview/Troubles.tsx'
import type { Engine } from '../../features/useEngine.ts'
import { useWakeLock } from '../../features/useWakeLock.ts'
import type { Visit } from '../../features/visit/visitStep.ts'
import { WaitingRoom } from '../../features/waitingRoom/WaitingRoom.tsx'
import { useVisitTime } from './VisitTime.tsx'

/** The waiting room, with oneself in it. */
export function WaitingStep({ visit, engine }: { readonly visit: Visit; readonly engine: Engine }) {
  const { call, local } = engine
  const [planned] = useVisitTime(visit)
  useWakeLock(true)
  useEffect(
    () =>
      call.phase.watch(() => {
        // Whoever waits may be looking elsewhere: the sound says that it begins.
        if (call.phase.get() === 'in') void playNotes(local.speaker.get()).catch(() => undefined)
      }),
    [call, local],
  )
  return (
    <WaitingRoom call={call} hostName={visit.hostName} planned={planned}>
      <SelfView local={local} size="small" />
      <Toggles local={local} />
      <Troubles local={local} />
      <LevelMeter local={local} />
      <Checks local={local} />
    </WaitingRoom>
  )
}
