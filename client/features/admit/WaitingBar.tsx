import { DoorOpen } from 'lucide-react'
import { useState } from 'react'
import type { WaitingView } from '../../../shared/protocol/room.ts'
import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useStore } from '../useStore.ts'
import css from './WaitingBar.module.css'

/** Whoever waits longest, and the answers. One person at a time, so that nobody is let in by mistake. */
export function WaitingBar({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const [first, ...others] = useStore(call.waiting)
  const [asking] = useStore(call.group.door.asking)
  if (first) return <Waiting key={first.peerId} call={call} person={first} more={others.length} />
  if (!asking) return null
  const words = asking.device === 'changed' ? 'admit.changedDevice' : 'admit.newDevice'
  return (
    <section className={css.bar} aria-label={t('people.waiting')}>
      <p aria-live="polite">
        {t(words, { name: asking.name, role: t(`role.${asking.role}`) })}
        <InviteNote call={call} peerId={asking.peerId} />
      </p>
      <div className={css.answers}>
        <Button
          kind="primary"
          icon={DoorOpen}
          disabled={asking.invite === 'shut'}
          onClick={() => void call.room.letIn(asking.peerId)}
        >
          {t('admit.letIn')}
        </Button>
      </div>
    </section>
  )
}

function Waiting({
  call,
  person: { name, peerId, role },
  more,
}: {
  readonly call: Call
  readonly person: WaitingView
  readonly more: number
}) {
  const { t } = useSpeech()
  const admit = useAction(call.room.admit)
  const shut = useInvite(call, peerId) === 'shut'
  const [refusing, setRefusing] = useState(false)
  return (
    <section className={css.bar} aria-label={t('people.waiting')}>
      <p aria-live="polite">
        {t('admit.bar', { name, role: t(`role.${role}`) })}
        {more > 0 && ` ${t('admit.more', { count: more })}`}
        <InviteNote call={call} peerId={peerId} />
        {admit.error && <strong role="alert">{admit.error}</strong>}
      </p>
      <div className={css.answers}>
        <Button
          kind="primary"
          icon={DoorOpen}
          busy={admit.busy}
          disabled={shut}
          onClick={() => void admit.run(peerId)}
        >
          {t('admit.letIn')}
        </Button>
        <Button onClick={() => setRefusing(true)}>{t('admit.refuse')}</Button>
      </div>
      <ConfirmDialog
        title={t('admit.refuseQuestion', { name })}
        open={refusing}
        verb={t('admit.refuseYes')}
        keep={t('controls.close')}
        closeLabel={t('controls.close')}
        onConfirm={() => call.room.refuse(peerId)}
        onClose={() => setRefusing(false)}
      >
        {t('admit.refuseHint')}
      </ConfirmDialog>
    </section>
  )
}

/** What the link that somebody came by proves, where it does not prove what it could. */
function InviteNote({ call, peerId }: { readonly call: Call; readonly peerId: string }) {
  const { t } = useSpeech()
  const invite = useInvite(call, peerId)
  if (invite !== 'without' && invite !== 'shut') return null
  return <small className={css.note}>{t(`admit.secret.${invite}`)}</small>
}

function useInvite(call: Call, peerId: string) {
  const offers = useStore(call.group.door.offers)
  return offers.find((offer) => offer.peerId === peerId)?.invite
}
