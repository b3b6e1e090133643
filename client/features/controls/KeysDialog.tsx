import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import type { WordKey } from '../../i18n/Words.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Switch } from '../../ui/Switch.tsx'
import css from './KeysDialog.module.css'

export interface KeyWords {
  readonly hotkey: string
  readonly words: Extract<WordKey, `keys.${string}`>
}

/** Every key and what it does, and a switch for those whom single keys disturb. */
export function KeysDialog({
  open,
  onClose,
  keys,
  on,
  onSwitch,
}: {
  readonly open: boolean
  readonly onClose: () => void
  readonly keys: readonly KeyWords[]
  readonly on: boolean
  readonly onSwitch: (on: boolean) => void
}) {
  const { t } = useSpeech()
  return (
    <Dialog title={t('keys.title')} open={open} onClose={onClose} closeLabel={t('controls.close')}>
      <dl className={css.keys}>
        {keys.map(({ hotkey, words }) => (
          <div key={hotkey}>
            <dt>
              <kbd>{hotkey}</kbd>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
      <Switch label={t('keys.use')} hint={t('keys.useHint')} checked={on} onChange={onSwitch} />
    </Dialog>
  )
}
