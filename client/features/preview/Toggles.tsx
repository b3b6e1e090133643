import { Mic, MicOff, Video, VideoOff } from 'lucide-react'
import type { CaptureState } from '../../call/capture.ts'
import type { LocalMedia } from '../../call/LocalMedia.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { useStore } from '../useStore.ts'
import css from './Toggles.module.css'

/** Microphone and camera, each a word and a state. A device that is refused or missing is asked for again. */
export function Toggles({ local }: { readonly local: LocalMedia }) {
  const { t } = useSpeech()
  const microphone = useStore(local.microphone).state
  const camera = useStore(local.camera).state
  return (
    <div className={css.toggles}>
      <Button
        icon={microphone === 'on' ? Mic : MicOff}
        busy={microphone === 'starting'}
        data-off={isOff(microphone)}
        onClick={() => void local.setMicrophone(microphone !== 'on')}
      >
        {t(microphone === 'on' ? 'microphone.on' : 'microphone.off')}
      </Button>
      <Button
        icon={camera === 'on' ? Video : VideoOff}
        busy={camera === 'starting'}
        data-off={isOff(camera)}
        onClick={() => void local.setCamera(camera !== 'on')}
      >
        {t(camera === 'on' ? 'camera.on' : 'camera.off')}
      </Button>
    </div>
  )
}

function isOff(state: CaptureState): true | undefined {
  return state === 'on' || state === 'starting' ? undefined : true
}
