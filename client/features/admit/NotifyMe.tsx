import { BellRing } from 'lucide-react'
import { useState } from 'react'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import css from './NotifyMe.module.css'

/** Asked before the consult, when there is time to read the browser's question. Once answered it is not asked again. */
export function NotifyMe() {
  const { t } = useSpeech()
  const [permission, setPermission] = useState(() =>
    'Notification' in window ? Notification.permission : 'denied',
  )
  const [asked, setAsked] = useState(false)
  if (permission === 'default')
    return (
      <p className={css.notify}>
        {t('admit.notify')}
        <Button
          icon={BellRing}
          onClick={() => {
            setAsked(true)
            void Notification.requestPermission().then(setPermission)
          }}
        >
          {t('admit.notifyOn')}
        </Button>
      </p>
    )
  if (!asked) return null
  return (
    <output className={css.notify}>
      {t(permission === 'granted' ? 'admit.notifyDone' : 'admit.notifyRefused')}
    </output>
  )
}
