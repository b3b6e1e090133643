import { Phone } from 'lucide-react'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { buttonClass } from '../../ui/buttonClass.ts'
import { Icon } from '../../ui/Icon.tsx'

/** The way that always works: the clinic's number, dialled by a tap. */
export function CallClinic({
  centre,
  phone,
}: {
  readonly centre: string
  readonly phone: string | null
}) {
  const { t } = useSpeech()
  if (phone === null) return <p>{t('visit.callPlain', { centre })}</p>
  return (
    <a className={buttonClass('plain')} href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
      <Icon of={Phone} />
      {t('visit.call', { centre, phone: phone.replaceAll(' ', '\u00A0') })}
    </a>
  )
}
