import { useState } from 'react'
import type { OutputOf } from '../../api/send.ts'
import { useApi } from '../../api/useApi.ts'
import { Button } from '../../ui/Button.tsx'
import { CodeField } from '../../ui/CodeField.tsx'
import { Form } from '../../ui/Form.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useCopy } from '../../ui/useCopy.ts'
import { useToast } from '../../ui/useToast.ts'
import css from './SecondFactor.module.css'

/** Ties an authenticator app to the account: a secret to scan, in force once a code made from it was typed (RFC 6238). */
export function SecondFactor({ verb }: { verb: string }) {
  const { call } = useApi()
  const [offer, setOffer] = useState<OutputOf<'account.offerSecondFactor'>>()
  const ask = useAction(async () => setOffer(await call('account.offerSecondFactor')))
  if (offer) return <Confirm offer={offer} onDone={() => setOffer(undefined)} />
  return (
    <Form
      error={ask.error}
      onSubmit={() => void ask.run()}
      actions={
        <Button type="submit" busy={ask.busy}>
          {verb}
        </Button>
      }
    >
      <p>
        An app on your phone, such as Aegis, 2FAS or Google Authenticator, shows a new code every 30
        seconds. With it nobody can sign in as you who only knows your password.
      </p>
    </Form>
  )
}

function Confirm({
  offer,
  onDone,
}: {
  offer: OutputOf<'account.offerSecondFactor'>
  onDone: () => void
}) {
  const { call, signIn } = useApi()
  const toast = useToast()
  const copy = useCopy()
  const [code, setCode] = useState('')
  const confirm = useAction(async () => {
    await call('account.confirmSecondFactor', {}, { code: code.replaceAll(/\D/g, '') })
    toast('Done. From now on you sign in with a code from this app.', { kind: 'good' })
    onDone()
    await signIn.readAgain()
  })
  return (
    <Form
      error={confirm.error}
      onSubmit={() => void confirm.run()}
      actions={
        <>
          <Button type="submit" kind="primary" busy={confirm.busy}>
            Confirm the code
          </Button>
          <Button onClick={onDone}>Not now</Button>
        </>
      }
    >
      <div className={css.steps}>
        <QrCode text={offer.uri} label="QR code for the authenticator app" />
        <div className={css.words}>
          <p>1. Scan this picture with the app. Or type this key into it:</p>
          <p className={css.secret}>{offer.secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
          <div>
            <Button onClick={() => void copy(offer.secret, 'The key is copied.')}>
              Copy the key
            </Button>
          </div>
          <CodeField label="2. Type the code that the app shows" value={code} onChange={setCode} />
        </div>
      </div>
    </Form>
  )
}
