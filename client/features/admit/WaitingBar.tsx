import { DoorOpen } from 'lucide-react'
import { useState } from 'react'
import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useStore } from '../useStore.ts'
import css from './WaitingBar.module.css'

/** Whoever waits longest, and the two answers. One person at a time, so that nobody is let in by mistake. */
export function WaitingBar({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const waiting = useStore(call.waiting)
  const admit = useAction(call.room.admit)
  const [refusing, setRefusing] = useState<string>()
  const [first] = waiting
  if (!first) return null
  const more = waiting.length - 1
  const { name, peerId, role } = first
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
        <Button onClick={() => setRefusing(peerId)}>{t('admit.refuse')}</Button>
      </div>
      <ConfirmDialog
        title={t('admit.refuseQuestion', { name })}
        open={refusing === peerId}
        verb={t('admit.refuseYes')}
        keep={t('controls.close')}
        closeLabel={t('controls.close')}
        onConfirm={() => call.room.refuse(peerId)}
        onClose={() => setRefusing(undefined)}
      >
        {t('admit.refuseHint')}
      </ConfirmDialog>
    </section>
  )
}
