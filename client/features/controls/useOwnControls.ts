import { Hand, Mic, MicOff, MonitorUp, MonitorX, Video, VideoOff } from 'lucide-react'
import type { Call } from '../../call/Call.ts'
import type { CaptureState } from '../../call/capture.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import type { WordKey } from '../../i18n/Words.ts'
import { useStore } from '../useStore.ts'
import type { Control } from './Control.ts'

export type OwnControls = Readonly<Record<'microphone' | 'camera' | 'share' | 'hand', Control>>

/** What a person does with themselves: be heard, be seen, show a screen, raise a hand. `fail` is told a sentence. */
export function useOwnControls(call: Call, fail: (error: unknown) => void): OwnControls {
  const { t } = useSpeech()
  const { local } = call
  const microphone = useStore(local.microphone).state
  const camera = useStore(local.camera).state
  const sharing = useStore(local.screen).state === 'on'
  const self = useStore(call.self)
  const roster = useStore(call.roster)
  const raised = roster.some(({ peerId, handRaised }) => handRaised && peerId === self?.peerId)
  return {
    microphone: {
      id: 'microphone',
      label: t(microphoneWords(microphone)),
      icon: microphone === 'on' ? Mic : MicOff,
      hotkey: 'M',
      off: microphone !== 'on',
      run: () => void local.setMicrophone(microphone !== 'on').catch(fail),
    },
    camera: {
      id: 'camera',
      label: t(cameraWords(camera)),
      icon: camera === 'on' ? Video : VideoOff,
      hotkey: 'V',
      off: camera !== 'on',
      run: () => void local.setCamera(camera !== 'on').catch(fail),
    },
    share: {
      id: 'share',
      label: t(sharing ? 'controls.shareStop' : 'controls.share'),
      icon: sharing ? MonitorX : MonitorUp,
      hotkey: 'S',
      pressed: sharing,
      run: () => void local.shareScreen(!sharing).catch(unlessCancelled(fail)),
    },
    hand: {
      id: 'hand',
      label: t(raised ? 'controls.lower' : 'controls.raise'),
      icon: Hand,
      hotkey: 'H',
      pressed: raised,
      run: () => void call.room.raiseHand(!raised).catch(fail),
    },
  }
}

function microphoneWords(state: CaptureState): WordKey & `controls.${'m' | 'u'}${string}` {
  if (state === 'missing') return 'controls.microphoneMissing'
  if (state === 'refused') return 'controls.microphoneRefused'
  return state === 'on' ? 'controls.mute' : 'controls.unmute'
}

function cameraWords(state: CaptureState): WordKey & `controls.camera${string}` {
  if (state === 'missing') return 'controls.cameraMissing'
  if (state === 'refused') return 'controls.cameraRefused'
  return state === 'on' ? 'controls.cameraOff' : 'controls.cameraOn'
}

/** Closing the browser's own question "which screen?" is no failure. */
function unlessCancelled(fail: (error: unknown) => void): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof Error && error.name === 'NotAllowedError')) fail(error)
  }
}
