import { Phone } from 'lucide-react'
import type { Call } from '../../call/Call.ts'
import type { LocalMedia } from '../../call/LocalMedia.ts'
import { DevicePicker } from '../../features/devices/DevicePicker.tsx'
import { LanguageSelect } from '../../features/language/LanguageSelect.tsx'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LeaveOrEnd } from './LeaveOrEnd.tsx'
import css from './room.module.css'
import type { Consult } from './useConsult.ts'

export type StaffAsked = 'leave' | 'devices' | 'language' | 'phone' | 'keys'

/** What is asked or shown over the room, one at a time. */
export function StaffDialogs({
  asked,
  ends,
  call,
  local,
  patient,
  onClose,
}: {
  readonly asked: StaffAsked | undefined
  /** Whether this person may end it for everybody. */
  readonly ends: boolean
  readonly call: Call
  readonly local: LocalMedia
  readonly patient: Consult['patient']
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  const closing = { onClose, closeLabel: t('controls.close') }
  return (
    <>
      <Dialog title={t('controls.devices')} open={asked === 'devices'} {...closing}>
        <DevicePicker local={local} />
      </Dialog>
      <Dialog title={t('language.choose')} open={asked === 'language'} {...closing}>
        <LanguageSelect />
      </Dialog>
      <Dialog title={t('phone.title')} open={asked === 'phone'} {...closing}>
        {patient ? (
          <>
            <p>{t('phone.text', { name: patient.name })}</p>
            <a className={css.phone} href={`tel:${patient.phone.replaceAll(/[^+\d]/g, '')}`}>
              <Icon of={Phone} /> {patient.phone}
            </a>
          </>
        ) : (
          <p>{t('phone.none')}</p>
        )}
        <div>
          <Button onClick={onClose}>{t('controls.close')}</Button>
        </div>
      </Dialog>
      <Dialog
        title={t(ends ? 'end.question' : 'leave.question')}
        open={asked === 'leave'}
        {...closing}
      >
        <LeaveOrEnd call={call} ends={ends} onStay={onClose} />
      </Dialog>
    </>
  )
}
