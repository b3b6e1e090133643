import { Shield, ShieldAlert, ShieldCheck, ShieldEllipsis } from 'lucide-react'
import { useState } from 'react'
import type { Call } from '../../call/Call.ts'
import type { Security } from '../../call/group/security.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import type { WordKey } from '../../i18n/Words.ts'
import { Icon } from '../../ui/Icon.tsx'
import { useStore } from '../useStore.ts'
import css from './security.module.css'
import { SecurityDialog } from './SecurityDialog.tsx'

const LOOKS = {
  opening: { icon: ShieldEllipsis, words: 'security.opening' },
  encrypted: { icon: Shield, words: 'security.encrypted' },
  verified: { icon: ShieldCheck, words: 'security.verified' },
  stopped: { icon: ShieldAlert, words: 'security.stopped' },
} as const satisfies Record<string, { icon: typeof Shield; words: WordKey }>

/** Whether anybody else could see or hear: always in view, always true, and the way to check it. */
export function SecurityBadge({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const security = useStore(call.group.trust.security)
  const [open, setOpen] = useState(false)
  const look = lookOf(security)
  const { icon, words } = LOOKS[look]
  return (
    <>
      <button
        type="button"
        className={css.badge}
        data-look={look}
        aria-label={t('security.open', { state: t(words) })}
        onClick={() => setOpen(true)}
      >
        <Icon of={icon} />
        <span>{t(words)}</span>
      </button>
      <SecurityDialog call={call} open={open} onClose={() => setOpen(false)} />
    </>
  )
}

function lookOf(security: Security): keyof typeof LOOKS {
  return security.state === 'encrypted' && security.verified ? 'verified' : security.state
}
