import { useEffect, useState, type ComponentProps } from 'react'
import type { Call } from '../../call/Call.ts'
import type { Security } from '../../call/group/security.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Note } from '../../ui/Note.tsx'
import { useStore } from '../useStore.ts'
import { SafetyCode } from './SafetyCode.tsx'
import css from './security.module.css'

/** Who holds the keys, and the code to compare. */
export function SecurityDialog({
  call,
  open,
  onClose,
}: {
  readonly call: Call
  readonly open: boolean
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  return (
    <Dialog
      title={t('security.title')}
      open={open}
      onClose={onClose}
      closeLabel={t('controls.close')}
    >
      <Standing call={call} />
    </Dialog>
  )
}

function Standing({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const security = useStore(call.group.trust.security)
  const members = useStore(call.group.trust.members)
  return (
    <>
      <Note kind={kindOf(security)}>{t(sentenceOf(security))}</Note>
      {members.length > 0 && (
        <section>
          <h3>{t('security.people')}</h3>
          <ul className={css.members}>
            {members.map(({ leafKey, name, role, self, verified }) => (
              <li key={leafKey}>
                <b>{self ? `${name} (${t('stage.you')})` : name}</b> {t(`role.${role}`)}
                {!self && (
                  <span className={css.mark} data-verified={verified}>
                    {t(verified ? 'security.checked' : 'security.unchecked')}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {security.state === 'encrypted' && members.length > 1 && <CodeOfNow call={call} />}
    </>
  )
}

/** The code of the epoch in which it was asked for: it does not change under somebody who reads it out. */
function CodeOfNow({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const epoch = useStore(call.group.trust.epoch)
  const [shown, setShown] = useState(epoch)
  const changed = { words: t('security.changed'), renew: () => setShown(epoch) }
  return <Frozen key={shown} call={call} changed={epoch === shown ? undefined : changed} />
}

function Frozen({
  call,
  changed,
}: {
  readonly call: Call
  readonly changed: ComponentProps<typeof SafetyCode>['changed']
}) {
  const { trust } = call.group
  const [digits, setDigits] = useState<string>()
  useEffect(() => {
    let late = false
    void trust.freeze().then((code) => late || setDigits(code))
    return () => {
      late = true
    }
  }, [trust])
  return (
    <SafetyCode digits={digits} onSame={trust.compared} onDiffer={trust.differ} changed={changed} />
  )
}

function kindOf(security: Security): 'plain' | 'good' | 'alarm' {
  if (security.state === 'stopped') return 'alarm'
  return security.state === 'encrypted' && security.verified ? 'good' : 'plain'
}

function sentenceOf(security: Security) {
  switch (security.state) {
    case 'stopped':
      return `security.why.${security.why}` as const
    case 'opening':
      return security.hostMissing ? 'security.aloneText' : 'security.openingText'
    case 'encrypted':
      return security.verified ? 'security.verifiedText' : 'security.encryptedText'
  }
}
