import type { WordKey } from '../../i18n/Words.ts'

type HowToAllow = Extract<WordKey, `allow.${string}`>

/** The words that tell how to allow a camera again, by the browser's own name for itself. */
export function howToAllow(userAgent: string, touchPoints: number): HowToAllow {
  const apple = /iPhone|iPad|iPod/.test(userAgent)
  // An iPad says that it is a Mac; only its touch screen tells.
  const iPad = /Macintosh/.test(userAgent) && touchPoints > 1
  if (apple || iPad) return 'allow.safariIos'
  if (/Firefox\//.test(userAgent)) return 'allow.firefox'
  if (/Chrome\/|Chromium\/|Edg\//.test(userAgent))
    return /Android/.test(userAgent) ? 'allow.chromeAndroid' : 'allow.chrome'
  return /Safari\//.test(userAgent) ? 'allow.safari' : 'allow.other'
}
