import { useEffect } from 'react'
import type { Call } from '../../call/Call.ts'
import { playNotes } from '../../call/sound.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useStore } from '../useStore.ts'
import { arrivals } from './arrivals.ts'

const FLASH_MS = 1000

/** A sound for whoever may let people in, and, while they look elsewhere, a notification and a title that changes. */
export function useArrivals(call: Call): void {
  const { t } = useSpeech()
  const words = t('admit.somebody')
  const somebodyWaits = useStore(call.waiting).length > 0

  useEffect(() => {
    let before = call.waiting.get()
    if (before.length > 0) ring(call, words)
    return call.waiting.watch(() => {
      const now = call.waiting.get()
      if (arrivals(before, now).length > 0) ring(call, words)
      before = now
    })
  }, [call, words])

  useEffect(() => {
    if (!somebodyWaits) return undefined
    const title = document.title
    const timer = setInterval(() => {
      document.title = document.hidden && document.title === title ? `● ${words}` : title
    }, FLASH_MS)
    return () => {
      clearInterval(timer)
      document.title = title
    }
  }, [somebodyWaits, words])
}

/** No name: a notification may lie on a screen that is being shown to others. */
function ring(call: Call, words: string): void {
  void playNotes(call.local.speaker.get()).catch(() => undefined)
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted')
    return
  const notification = new Notification('Consilium', { body: words, tag: 'consilium.waiting' })
  notification.addEventListener('click', () => {
    window.focus()
    notification.close()
  })
}
