import { Hand, Maximize2, MicOff, Minimize2 } from 'lucide-react'
import { useRef, type CSSProperties } from 'react'
import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Video } from '../../ui/Video.tsx'
import type { Face } from './faces.ts'
import css from './Tile.module.css'
import { useShown } from './useShown.ts'

/** One other person: picture or initials, name, and whatever must be known about them, in words. */
export function Tile({
  face,
  call,
  size,
  style,
  alone = false,
  pin,
}: {
  readonly face: Face
  readonly call: Call
  readonly size: 'full' | 'tile' | 'strip'
  readonly style?: CSSProperties | undefined
  /** Nobody else can be meant: then it goes without saying who speaks. */
  readonly alone?: boolean
  /** Offered where it makes sense to see somebody larger. */
  readonly pin?: { readonly pinned: boolean; readonly toggle: () => void } | undefined
}) {
  const { t } = useSpeech()
  const { name, camera } = face
  const speaking = face.speaking && !alone
  const place = useRef<HTMLDivElement>(null)
  useShown(place, call, camera?.consumerId)
  return (
    <figure
      ref={place}
      aria-label={name}
      className={css.tile}
      data-size={size}
      data-speaking={speaking || undefined}
      style={style}
    >
      {camera ? <Video stream={camera.stream} of="face" /> : <Avatar name={name} size="stage" />}
      {!face.connected && <p className={css.lost}>{t('stage.lost', { name })}</p>}
      <Plate face={{ ...face, speaking }} />
      {pin && (
        <div className={css.pin}>
          <IconButton
            icon={pin.pinned ? Minimize2 : Maximize2}
            label={t(pin.pinned ? 'stage.largeEnd' : 'stage.large', { name })}
            onClick={pin.toggle}
          />
        </div>
      )}
    </figure>
  )
}

function Plate({ face }: { readonly face: Face }) {
  const { t } = useSpeech()
  return (
    <figcaption className={css.plate}>
      <span className={css.name}>{face.name}</span>
      {face.speaking && <span className={css.speaking}>{t('stage.speaking')}</span>}
      {face.muted && <Mark icon={MicOff} words={t('stage.muted')} />}
      {face.handRaised && <Mark icon={Hand} words={t('stage.hand')} strong />}
    </figcaption>
  )
}

function Mark({
  icon,
  words,
  strong = false,
}: {
  readonly icon: typeof Hand
  readonly words: string
  readonly strong?: boolean
}) {
  return (
    <span className={strong ? `${css.mark} ${css.strong}` : css.mark} title={words}>
      <Icon of={icon} />
      <span className={css.words}>{words}</span>
    </span>
  )
}
