import { Check, Info } from 'lucide-react'
import type { LocalMedia } from '../../call/LocalMedia.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { useStore } from '../useStore.ts'
import css from './Checks.module.css'
import { checksOf } from './checksOf.ts'
import { useHeard } from './useHeard.ts'

/** What comes across already, and what does not, in words. */
export function Checks({ local }: { readonly local: LocalMedia }) {
  const { t } = useSpeech()
  const camera = useStore(local.camera).state
  const microphone = useStore(local.microphone).state
  const heard = useHeard(local.level)
  return (
    <ul className={css.checks} aria-live="polite">
      {checksOf(camera, microphone, heard).map(({ words, good }) => (
        <li key={words} className={good ? css.good : css.note}>
          <Icon of={good ? Check : Info} />
          {t(words)}
        </li>
      ))}
    </ul>
  )
}
