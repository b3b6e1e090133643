import type { ReactNode } from 'react'
import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { useStore } from '../useStore.ts'
import css from './WaitingRoom.module.css'

/** Where a guest is until somebody lets them in. Nothing moves here, and nothing is asked. */
export function WaitingRoom({
  call,
  hostName,
  planned,
  children,
}: {
  readonly call: Call
  readonly hostName: string
  /** When the visit is, in words. */
  readonly planned: string
  /** One's own picture and its controls. */
  readonly children: ReactNode
}) {
  const { t } = useSpeech()
  const phase = useStore(call.phase)
  const late = useStore(call.lateMinutes)
  return (
    <>
      <div className={css.head}>
        <h1>{t('waiting.title')}</h1>
        {phase === 'reconnecting' ? (
          <Note kind="attention">{t('phase.reconnecting')}</Note>
        ) : (
          <p className={css.seen}>{t('waiting.text', { host: hostName })}</p>
        )}
        <p className={css.quiet}>{t('waiting.planned', { when: planned })}</p>
        {late > 0 && <Note>{t('waiting.late', { host: hostName, count: late })}</Note>}
      </div>
      <section className={css.self} aria-label={t('waiting.check')}>
        {children}
      </section>
      <p>{t('waiting.stay')}</p>
      <div>
        <Button onClick={() => void call.leave()}>{t('waiting.leave')}</Button>
      </div>
    </>
  )
}
