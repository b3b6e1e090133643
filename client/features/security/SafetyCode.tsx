import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import css from './security.module.css'

/** Twenty digits to read to each other, and the two answers. */
export function SafetyCode({
  digits,
  changed,
  onSame,
  onDiffer,
}: {
  /** Undefined while they are being made, which takes about a second. */
  readonly digits: string | undefined
  /** Set when somebody came or went since these digits were made. */
  readonly changed: { readonly words: string; readonly renew: () => void } | undefined
  readonly onSame: () => void
  readonly onDiffer: () => void
}) {
  const { t } = useSpeech()
  return (
    <section className={css.code}>
      <h3>{t('security.code')}</h3>
      <p>{t('security.compare')}</p>
      {digits === undefined ? (
        <output>{t('security.computing')}</output>
      ) : (
        <div className={css.figures}>
          <p className={css.digits} aria-label={digits.split('').join(' ')}>
            {fives(digits).map((five, place) => (
              // oxlint-disable-next-line react/no-array-index-key -- four groups, in their places for good
              <span key={place}>{five}</span>
            ))}
          </p>
          <QrCode text={digits} label={t('security.qr')} />
        </div>
      )}
      {changed && (
        <Note
          kind="attention"
          action={<Button onClick={changed.renew}>{t('security.renew')}</Button>}
        >
          {changed.words}
        </Note>
      )}
      <div className={css.answers}>
        <Button
          kind="primary"
          disabled={digits === undefined || changed !== undefined}
          onClick={onSame}
        >
          {t('security.same')}
        </Button>
        <Button
          kind="alarm"
          disabled={digits === undefined || changed !== undefined}
          onClick={onDiffer}
        >
          {t('security.differ')}
        </Button>
      </div>
    </section>
  )
}

function fives(digits: string): readonly string[] {
  return digits.match(/.{5}/g) ?? []
}
