import { createContext, useContext } from 'react'
import type { NoteKind } from './Note.tsx'

export interface ToastOptions {
  readonly kind?: NoteKind
  /** One thing that can be done about it, as "Undo". */
  readonly action?: { readonly label: string; readonly run: () => void }
}

export type ShowToast = (words: string, options?: ToastOptions) => void

export const ToastContext = createContext<ShowToast | undefined>(undefined)

/** Says in passing that something happened. What needs an answer is a Note or a Dialog. */
export function useToast(): ShowToast {
  const show = useContext(ToastContext)
  if (!show) throw new Error('useToast needs a Toasts above it')
  return show
}
