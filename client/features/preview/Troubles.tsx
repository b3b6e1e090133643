import type { LocalMedia } from '../../call/LocalMedia.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { useStore } from '../useStore.ts'
import { howToAllow } from './howToAllow.ts'
import { troublesOf, type Trouble } from './troublesOf.ts'

/** What is wrong with a device, and how to put it right in this browser. Nobody is kept out by it. */
export function Troubles({ local }: { readonly local: LocalMedia }) {
  const { t } = useSpeech()
  const camera = useStore(local.camera).state
  const microphone = useStore(local.microphone).state
  const again = async (): Promise<void> => {
    if (microphone !== 'on' && microphone !== 'off') await local.setMicrophone(true)
    if (camera !== 'on' && camera !== 'off') await local.setCamera(true)
  }
  const button = <Button onClick={() => void again()}>{t('trouble.again')}</Button>
  return troublesOf(camera, microphone).map((trouble) => (
    <Note key={trouble.words} kind="attention" title={t(trouble.words)} action={button}>
      <Advice trouble={trouble} />
    </Note>
  ))
}

function Advice({ trouble }: { readonly trouble: Trouble }) {
  const { t } = useSpeech()
  if (!trouble.refused) return null
  return (
    <>
      <p>{t(howToAllow(navigator.userAgent, navigator.maxTouchPoints))}</p>
      <p>{t('trouble.without')}</p>
    </>
  )
}
