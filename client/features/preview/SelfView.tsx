import { VideoOff } from 'lucide-react'
import type { LocalMedia } from '../../call/LocalMedia.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Video } from '../../ui/Video.tsx'
import { Waiting } from '../../ui/Waiting.tsx'
import { useStore } from '../useStore.ts'
import { useTrackStream } from '../useTrackStream.ts'
import css from './SelfView.module.css'

/** Oneself, as in a mirror. */
export function SelfView({
  local,
  size,
}: {
  readonly local: LocalMedia
  readonly size: 'large' | 'small'
}) {
  const { t } = useSpeech()
  const { track, state } = useStore(local.camera)
  const stream = useTrackStream(track)
  return (
    <figure
      className={css.view}
      data-surround="stage"
      data-size={size}

      aria-label={t('preview.picture')}
    >
      {stream && state === 'on' ? (
        <Video stream={stream} of="face" mirrored />
      ) : state === 'starting' ? (
        <Waiting words={t('preview.starting')} />
      ) : (
        <span className={css.off}>
          <Icon of={VideoOff} />
          {t('camera.off')}
        </span>
      )}
      <figcaption className={css.name}>{t('preview.you')}</figcaption>
    </figure>
  )
}
