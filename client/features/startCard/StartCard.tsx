import { useState } from 'react'
import type { OutputOf } from '../../api/send.ts'
import { useApi } from '../../api/useApi.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { dayInWords } from '../../i18n/when.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { Form } from '../../ui/Form.tsx'
import { useAction } from '../../ui/useAction.ts'
import css from './StartCard.module.css'

type Consult = OutputOf<'consults.read'>

const NOTHING = { identityConfirmed: false, othersKnown: false, consentGiven: false }

const ASKED = [
  { what: 'identityConfirmed', words: 'start.identity' },
  { what: 'othersKnown', words: 'start.others' },
  { what: 'consentGiven', words: 'start.consent' },
] as const

/** What is asked before anything is said. It does not block the talk; what was ticked goes into the record. */
export function StartCard({
  consult,
  onSaved,
  onLater,
}: {
  readonly consult: Consult
  readonly onSaved: () => void
  readonly onLater: () => void
}) {
  const { t, locale } = useSpeech()
  const { call } = useApi()
  const { consultId, patient } = consult
  const [ticked, setTicked] = useState(NOTHING)
  const save = useAction(() => call('consults.check', { consultId }, ticked))
  const whom = patient && {
    name: patient.name,
    date: dayInWords(patient.birthDate, locale),
  }
  return (
    <section className={css.card} aria-label={t('start.title')}>
      <h2>{t('start.title')}</h2>
      <Form
        error={save.error}
        onSubmit={() => void save.run().then((done) => done && onSaved())}
        actions={
          <>
            <Button type="submit" kind="primary" busy={save.busy}>
              {t(save.busy ? 'start.saving' : 'start.save')}
            </Button>
            <Button kind="quiet" onClick={onLater}>
              {t('start.later')}
            </Button>
          </>
        }
      >
        {ASKED.map(({ what, words }) => (
          <CheckField
            key={what}
            label={t(words)}
            hint={what === 'identityConfirmed' && whom && t('start.identityIs', whom)}
            checked={ticked[what]}
            onChange={(checked) => setTicked({ ...ticked, [what]: checked })}
          />
        ))}
      </Form>
    </section>
  )
}
