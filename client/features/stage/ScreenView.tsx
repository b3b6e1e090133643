import { useRef } from 'react'
import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Video } from '../../ui/Video.tsx'
import type { Face } from './faces.ts'
import css from './Tile.module.css'
import { useShown } from './useShown.ts'

/** Somebody's screen, whole: it is read. */
export function ScreenView({ owner, call }: { readonly owner: Face; readonly call: Call }) {
  const { t } = useSpeech()
  const place = useRef<HTMLDivElement>(null)
  useShown(place, call, owner.screen?.consumerId)
  const words = t('stage.screenOf', { name: owner.name })
  return (
    <figure ref={place} aria-label={words} className={css.tile} data-size="full">
      {owner.screen && <Video stream={owner.screen.stream} of="screen" />}
      <figcaption className={css.plate}>
        <span className={css.name}>{words}</span>
      </figcaption>
    </figure>
  )
}
