import { Volume2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Call } from '../../call/Call.ts'
import type { RemoteStream } from '../../call/Incoming.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { useStore } from '../useStore.ts'

/** Everybody's sound, through the chosen speaker. Where the browser plays none before a tap, it asks for the tap. */
export function Sound({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const streams = useStore(call.live.received)
  const speaker = useStore(call.local.speaker)
  const [blocked, setBlocked] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const heard = streams.filter(({ source }) => source === 'microphone' || source === 'screenSound')
  return (
    <>
      {heard.map((one) => (
        <Voice
          key={one.consumerId}
          of={one}
          speaker={speaker}
          attempt={attempt}
          onBlocked={() => setBlocked(true)}
        />
      ))}
      {blocked && heard.length > 0 && (
        <Note
          kind="attention"
          action={
            <Button
              kind="primary"
              icon={Volume2}
              onClick={() => {
                setBlocked(false)
                setAttempt(attempt + 1)
              }}
            >
              {t('sound.on')}
            </Button>
          }
        >
          {t('sound.blocked')}
        </Note>
      )}
    </>
  )
}

function Voice({
  of: { stream },
  speaker,
  attempt,
  onBlocked,
}: {
  readonly of: RemoteStream
  readonly speaker: string
  readonly attempt: number
  readonly onBlocked: () => void
}) {
  const audio = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const element = audio.current
    if (!element) return
    if (element.srcObject !== stream) element.srcObject = stream
    // Another error is a picture that was replaced while it started: it starts again by itself.
    element.play().catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NotAllowedError') onBlocked()
    })
    // `onBlocked` says the same at any time.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [stream, attempt])
  useEffect(() => {
    const element = audio.current
    if (!element || !('setSinkId' in element)) return
    // A speaker that went away is noticed by the engine, which falls back to the system's.
    element.setSinkId(speaker).catch(() => undefined)
  }, [speaker])
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- a live conversation
  return <audio ref={audio} autoPlay />
}
