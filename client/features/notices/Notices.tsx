import { Hand, MonitorX } from 'lucide-react'
import { useState } from 'react'
import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useStore } from '../useStore.ts'
import { Banner } from './Banner.tsx'

/** What is so right now and matters: it stands here as long as it is true, and no longer. */
export function Notices({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const phase = useStore(call.phase)
  const line = useStore(call.live.line)
  const muted = useStore(call.live.mutedByHost)
  const reconnecting = phase === 'reconnecting'
  return (
    <>
      <Protection call={call} />
      {reconnecting && <Banner kind="attention">{t('phase.reconnecting')}</Banner>}
      {!reconnecting && line === 'weak' && <Banner kind="attention">{t('notice.lineWeak')}</Banner>}
      {!reconnecting && line === 'lost' && <Banner kind="attention">{t('notice.lineLost')}</Banner>}
      {muted && <Banner kind="attention">{t('notice.mutedByHost')}</Banner>}
      <RaisedHand call={call} />
      <Sharing call={call} />
      <Unplugged call={call} />
    </>
  )
}

/** Why nothing is sent, or not yet. */
function Protection({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const security = useStore(call.group.trust.security)
  const refused = useStore(call.group.trust.refused)
  const [read, setRead] = useState(refused)
  if (security.state === 'stopped')
    return <Banner kind="alarm">{t(`security.why.${security.why}`)}</Banner>
  if (security.state === 'opening')
    return (
      <Banner kind="plain">
        {t(security.hostMissing ? 'security.aloneText' : 'security.openingText')}
      </Banner>
    )
  if (refused === read) return null
  return (
    <Banner
      kind="attention"
      action={<Button onClick={() => setRead(refused)}>{t('notice.dismiss')}</Button>}
    >
      {t('security.refused')}
    </Banner>
  )
}

/** On a phone the control for it is in a menu: here one sees that the hand is up, and takes it down. */
function RaisedHand({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const self = useStore(call.self)
  const roster = useStore(call.roster)
  const raised = roster.some(({ peerId, handRaised }) => handRaised && peerId === self?.peerId)
  const lower = useAction(() => call.room.raiseHand(false))
  if (!raised) return null
  return (
    <Banner
      kind="plain"
      icon={Hand}
      action={
        <Button busy={lower.busy} onClick={() => void lower.run()}>
          {t('controls.lower')}
        </Button>
      }
    >
      {lower.error ?? t('notice.hand')}
    </Banner>
  )
}

function Sharing({ call: { local } }: { readonly call: Call }) {
  const { t } = useSpeech()
  const { state } = useStore(local.screen)
  if (state === 'off') return null
  return (
    <Banner
      kind="plain"
      action={
        <Button icon={MonitorX} onClick={() => void local.shareScreen(false)}>
          {t('stage.screenStop')}
        </Button>
      }
    >
      {t('stage.screenYours')}
    </Banner>
  )
}

/** Stands until it was read: what happened to a device explains why somebody cannot hear. */
function Unplugged({ call: { local } }: { readonly call: Call }) {
  const { t } = useSpeech()
  const notice = useStore(local.notice)
  const [read, setRead] = useState(notice)
  if (!notice || notice === read) return null
  return (
    <Banner
      kind="attention"
      action={<Button onClick={() => setRead(notice)}>{t('notice.dismiss')}</Button>}
    >
      {t(`notice.${notice.kind}.${notice.device}`)}
    </Banner>
  )
}
