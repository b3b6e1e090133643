import { useState } from 'react'
import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useStore } from '../useStore.ts'
import { facesOf } from './faces.ts'
import { Floating } from './Floating.tsx'
import { GridOfFaces } from './GridOfFaces.tsx'
import { ScreenView } from './ScreenView.tsx'
import { SelfTile } from './SelfTile.tsx'
import css from './Stage.module.css'
import { stagePlan, type StageMode, type StagePlan } from './stagePlan.ts'
import { Strip } from './Strip.tsx'
import { Tile } from './Tile.tsx'
import { useLastSpeaker } from './useLastSpeaker.ts'

/** What is shown large: the others, one of them, or a screen. Every pixel is theirs. */
export function Stage({
  call,
  mode,
  alone,
}: {
  readonly call: Call
  readonly mode: StageMode
  /** What to say while nobody else is there. */
  readonly alone: string
}) {
  const { t } = useSpeech()
  const self = useStore(call.self)
  const roster = useStore(call.roster)
  const streams = useStore(call.live.received)
  const speaking = useStore(call.live.speaking)
  const [pinned, setPinned] = useState<string>()
  const lastSpeaker = useLastSpeaker(speaking, self?.peerId)

  const faces = facesOf(roster, streams, self?.peerId, speaking)
  const plan = stagePlan(faces, { mode, pinned, lastSpeaker })
  const name = roster.find(({ peerId }) => peerId === self?.peerId)?.name ?? t('stage.you')
  return (
    <section className={css.stage} aria-label={t('stage.name')} data-layout={plan.layout}>
      <Plan call={call} plan={plan} name={name} alone={alone} pinned={pinned} onPin={setPinned} />
    </section>
  )
}

interface PlanProps {
  readonly call: Call
  readonly plan: StagePlan
  readonly name: string
  readonly alone: string
  readonly pinned: string | undefined
  readonly onPin: (peerId: string | undefined) => void
}

function Plan({ call, plan, name, alone, pinned, onPin }: PlanProps) {
  const { local } = call
  if (plan.layout === 'alone')
    return (
      <>
        <SelfTile local={local} name={name} size="full" />
        <p className={css.alone}>{alone}</p>
      </>
    )
  if (plan.layout === 'pair')
    return (
      <>
        <Tile face={plan.other} call={call} size="full" alone />
        <Floating>
          <SelfTile local={local} name={name} size="full" />
        </Floating>
      </>
    )
  const pinOf = (peerId: string) => ({
    pinned: peerId === pinned,
    toggle: () => onPin(peerId === pinned ? undefined : peerId),
  })
  if (plan.layout === 'grid')
    return <GridOfFaces call={call} faces={plan.faces} name={name} pinOf={pinOf} />
  return (
    <>
      <div className={css.main}>
        {plan.layout === 'screen' ? (
          <ScreenView owner={plan.owner} call={call} />
        ) : (
          <Tile face={plan.main} call={call} size="full" pin={pinOf(plan.main.peerId)} />
        )}
      </div>
      <Strip
        call={call}
        faces={plan.strip}
        name={name}
        pinOf={plan.layout === 'screen' ? undefined : pinOf}
      />
    </>
  )
}
