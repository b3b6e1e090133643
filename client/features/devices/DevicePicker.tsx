import type { Device } from '../../call/devices.ts'
import type { LocalMedia } from '../../call/LocalMedia.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { Volume2 } from 'lucide-react'
import { useState } from 'react'
import { useStore } from '../useStore.ts'
import css from './DevicePicker.module.css'

/** Which camera, microphone and speaker; and whether the speaker can be heard. */
export function DevicePicker({ local }: { readonly local: LocalMedia }) {
  const { t } = useSpeech()
  const { cameras, microphones, speakers } = useStore(local.devices)
  const camera = useStore(local.camera)
  const microphone = useStore(local.microphone)
  const speaker = useStore(local.speaker)
  return (
    <div className={css.picker}>
      <Choice
        label={t('camera.name')}
        devices={cameras}
        chosen={camera.deviceId}
        onChoose={(deviceId) => void local.chooseCamera(deviceId)}
      />
      <Choice
        label={t('microphone.name')}
        devices={microphones}
        chosen={microphone.deviceId}
        onChoose={(deviceId) => void local.chooseMicrophone(deviceId)}
      />
      {speakers.length > 0 && (
        <Choice
          label={t('speaker.name')}
          devices={[{ deviceId: '', label: t('speaker.system') }, ...speakers]}
          chosen={speaker}
          onChoose={(deviceId) => local.chooseSpeaker(deviceId)}
        />
      )}
      <SpeakerTest local={local} />
    </div>
  )
}

function Choice({
  label,
  devices,
  chosen,
  onChoose,
}: {
  readonly label: string
  readonly devices: readonly Device[]
  readonly chosen: string | undefined
  readonly onChoose: (deviceId: string) => void
}) {
  const { t } = useSpeech()
  if (devices.length === 0) return null
  const options = devices.map((device, index) => ({
    value: device.deviceId,
    label: device.label || t('device.unnamed', { number: String(index + 1) }),
  }))
  const known = devices.find(({ deviceId }) => deviceId === chosen)
  // Where none is in use, the first of the list must not look as if it were: it could not be chosen then.
  const none = { value: 'none', label: t('device.none') }
  return (
    <SelectField
      label={label}
      value={known?.deviceId ?? none.value}
      options={known ? options : [none, ...options]}
      onChange={onChoose}
    />
  )
}

function SpeakerTest({ local }: { readonly local: LocalMedia }) {
  const { t } = useSpeech()
  const [playing, setPlaying] = useState(false)
  const play = async (): Promise<void> => {
    setPlaying(true)
    // A speaker that has just gone away raises its own notice.
    await local.playTestSound().catch(() => undefined)
    setPlaying(false)
  }
  return (
    <div className={css.test}>
      <Button icon={Volume2} busy={playing} onClick={() => void play()}>
        {t('speaker.test')}
      </Button>
      <p>{t('speaker.testHint')}</p>
    </div>
  )
}
