import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import css from './SidePanel.module.css'

/** Beside the stage on a wide screen, over it on a phone. Whoever opens it by hand is taken there, and back when it closes. */
export function SidePanel({
  title,
  onClose,
  children,
}: {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const { t } = useSpeech()
  const id = useId()
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const { current: place } = panel
    const from = document.activeElement
    const byHand = from instanceof HTMLElement && from !== document.body
    if (byHand) heading.current?.focus()
    return () => {
      const inside =
        place?.contains(document.activeElement) || document.activeElement === document.body
      if (byHand && inside) from.focus()
    }
  }, [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it from anywhere inside
    <aside
      ref={panel}
      className={css.panel}
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) onClose()
      }}
    >
      <header className={css.head}>
        <h2 id={id} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon={X} label={t('controls.close')} onClick={onClose} />
      </header>
      <div className={css.body}>{children}</div>
    </aside>
  )
}
