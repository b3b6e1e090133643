import { MicOff } from 'lucide-react'
import type { CSSProperties } from 'react'
import type { LocalMedia } from '../../call/LocalMedia.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Video } from '../../ui/Video.tsx'
import { useStore } from '../useStore.ts'
import { useTrackStream } from '../useTrackStream.ts'
import css from './Tile.module.css'

/** Oneself among the others, as in a mirror. */
export function SelfTile({
  local,
  name,
  size,
  style,
}: {
  readonly local: LocalMedia
  readonly name: string
  readonly size: 'full' | 'tile' | 'strip'
  readonly style?: CSSProperties | undefined
}) {
  const { t } = useSpeech()
  const camera = useStore(local.camera)
  const microphone = useStore(local.microphone)
  const stream = useTrackStream(camera.track)
  return (
    <figure aria-label={t('stage.you')} className={css.tile} data-size={size} style={style}>
      {stream && camera.state === 'on' ? (
        <Video stream={stream} of="face" mirrored />
      ) : (
        <Avatar name={name} size="stage" />
      )}
      <figcaption className={css.plate}>
        <span className={css.name}>{t('stage.you')}</span>
        {microphone.state !== 'on' && (
          <span className={css.mark} title={t('stage.muted')}>
            <Icon of={MicOff} />
            <span className={css.words}>{t('stage.muted')}</span>
          </span>
        )}
      </figcaption>
    </figure>
  )
}
