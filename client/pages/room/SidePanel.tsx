import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import css from './SidePanel.module.css'

/** Beside the stage on a wide screen, over it on a phone. Whoever opens it by hand is taken there, and back when it closes. */
export function SidePanel({
  title,
  byHand,
  onClose,
  children,
}: {
  readonly title: string
  readonly byHand: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const { t } = useSpeech()
  const id = useId()
  const panel = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!byHand) return undefined
    const { current: place } = panel
    const from = document.activeElement
    heading.current?.focus()
    return () => {
      const { activeElement } = document
      const inside = place?.contains(activeElement) || activeElement === document.body
      if (inside && from instanceof HTMLElement) from.focus()
    }
  }, [byHand])
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
