import { createContext, useContext } from 'react'
import type { NoteKind } from './Note.tsx'

export interface ToastOptions {
  readonly kind?: NoteKind
  /** What it is about: a later one about the same takes its place, so that no two contradict each other. */
  readonly about?: string
  /** One thing that can be done about it, as "Undo". */
  readonly action?: { readonly label: string; readonly run: () => void }
}

export type ShowToast = (words: string, options?: ToastOptions) => void

export const ToastContext = createContext<
  { readonly show: ShowToast; readonly clear: () => void } | undefined
>(undefined)

/** Says in passing that something happened. What needs an answer is a Note or a Dialog. */
export function useToast(): ShowToast {
  return useToasts().show
}

/** Takes away what was said, once what it lies on is wanted. */
export function useClearToasts(): () => void {
  return useToasts().clear
}

function useToasts() {
  const toasts = useContext(ToastContext)
  if (!toasts) throw new Error('Toasts are shown inside of <Toasts>')
  return toasts
}
