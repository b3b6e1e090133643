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
  const [asking] = useStore(call.group.asking)
  if (first) return <Waiting key={first.peerId} call={call} person={first} more={others.length} />
  if (!asking) return null
  const words = asking.device === 'changed' ? 'admit.changedDevice' : 'admit.newDevice'
  return (
    <section className={css.bar} aria-label={t('people.waiting')}>
      <p aria-live="polite">{t(words, { name: asking.name, role: t(`role.${asking.role}`) })}</p>
      <div className={css.answers}>
        <Button kind="primary" icon={DoorOpen} onClick={() => void call.room.letIn(asking.peerId)}>
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
  const [refusing, setRefusing] = useState(false)
  return (
    <section className={css.bar} aria-label={t('people.waiting')}>
      <p aria-live="polite">
        {t('admit.bar', { name, role: t(`role.${role}`) })}
        {more > 0 && ` ${t('admit.more', { count: more })}`}
        {admit.error && <strong role="alert">{admit.error}</strong>}
      </p>
      <div className={css.answers}>
        <Button
          kind="primary"
          icon={DoorOpen}
          busy={admit.busy}
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
