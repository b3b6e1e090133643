import { useState } from 'react'
import { AppError } from '../../../shared/AppError.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Button } from '../../ui/Button.tsx'
import { Form } from '../../ui/Form.tsx'
import { TextField } from '../../ui/TextField.tsx'
import css from './CodeEntry.module.css'
import { digitsOf } from './digitsOf.ts'

const DIGITS = 6

type Wrong = 'code.short' | 'code.wrong' | 'code.tooMany' | 'unreachable.text'

/** The code that came another way than the link: one field, however it is typed or pasted. */
export function CodeEntry({
  centreName,
  onCode,
}: {
  readonly centreName: string
  /** Rejects when the code was not right, and the field stays. */
  readonly onCode: (code: string) => Promise<void>
}) {
  const { t } = useSpeech()
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<Wrong>()

  const submit = async (): Promise<void> => {
    const code = digitsOf(typed)
    if (busy) return
    if (code.length !== DIGITS) return setError('code.short')
    setBusy(true)
    setError(undefined)
    await onCode(code).catch((reason: unknown) => setError(wordsOf(AppError.from(reason))))
    setBusy(false)
  }

  return (
    <Form
      onSubmit={() => void submit()}
      actions={
        <div className={css.go}>
          <Button type="submit" kind="primary" size="large" busy={busy}>
            {t(busy ? 'code.checking' : 'code.go')}
          </Button>
        </div>
      }
    >
      <h1>{t('code.title')}</h1>
      <p>{t('code.text', { centre: centreName })}</p>
      <div className={css.code}>
        <TextField
          label={t('code.label')}
          error={error && t(error)}
          value={typed}
          onChange={setTyped}
          inputMode="numeric"
          autoComplete="one-time-code"
          spellCheck={false}
          maxLength={20}
          required
        />
      </div>
    </Form>
  )
}

function wordsOf({ code }: AppError): Wrong {
  if (code === 'too_many_requests') return 'code.tooMany'
  return code === 'unavailable' || code === 'internal' ? 'unreachable.text' : 'code.wrong'
}
