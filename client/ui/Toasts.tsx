import { X } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'
import css from './Toasts.module.css'
import { ToastContext, type ToastOptions } from './useToast.ts'

interface Shown extends ToastOptions {
  readonly id: number
  readonly words: string
}

const AT_LEAST_MS = 6000
const MS_PER_LETTER = 90
const AT_MOST_SHOWN = 3

/** The region where toasts appear: one for the whole application, read out politely. */
export function Toasts({
  dismissLabel = 'Dismiss',
  children,
}: {
  dismissLabel?: string
  children: ReactNode
}) {
  const [toasts, setToasts] = useState<readonly Shown[]>([])
  const count = useRef(0)
  const close = useCallback(
    (id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)),
    [],
  )
  const show = useCallback((words: string, options: ToastOptions = {}) => {
    count.current += 1
    const toast = { ...options, words, id: count.current }
    setToasts((shown) =>
      [...shown.filter((old) => !replaces(toast, old)), toast].slice(-AT_MOST_SHOWN),
    )
  }, [])
  const clear = useCallback(() => setToasts([]), [])
  const context = useMemo(() => ({ show, clear }), [show, clear])
  return (
    <ToastContext value={context}>
      {children}
      <div className={css.region} aria-live="polite" aria-relevant="additions">
        {toasts.map((toast) => (
          <Toast key={toast.id} toast={toast} dismissLabel={dismissLabel} onClose={close} />
        ))}
      </div>
    </ToastContext>
  )
}

function replaces(one: Shown, old: Shown): boolean {
  return old.words === one.words || (one.about !== undefined && old.about === one.about)
}

function Toast({
  toast,
  dismissLabel,
  onClose,
}: {
  toast: Shown
  dismissLabel: string
  onClose: (id: number) => void
}) {
  const { id, words, kind = 'plain', action } = toast
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held || kind === 'alarm') return undefined
    const factor = action ? 2 : 1
    const timer = setTimeout(
      () => onClose(id),
      factor * Math.max(AT_LEAST_MS, words.length * MS_PER_LETTER),
    )
    return () => clearTimeout(timer)
  }, [held, kind, action, id, words, onClose])
  return (
    <div
      className={[css.toast, css[kind]].join(' ')}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={css.words}>{words}</span>
      {action && (
        <Button
          onClick={() => {
            onClose(id)
            action.run()
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label={dismissLabel} onClick={() => onClose(id)} />
    </div>
  )
}
