import { useRef, useState } from 'react'
import { AppError } from '../../shared/AppError.ts'

/** Something that a button does: one at a time, and when it fails there is a sentence to show. */
export interface Action<A extends readonly unknown[]> {
  /** Answers whether it was done. Never rejects: see `error`. */
  readonly run: (...args: A) => Promise<boolean>
  readonly busy: boolean
  readonly error: string | undefined
  readonly forget: () => void
}

export function useAction<A extends readonly unknown[]>(
  act: (...args: A) => Promise<unknown>,
): Action<A> {
  const running = useRef(false)
  const [state, setState] = useState<{ busy: boolean; error?: string }>({ busy: false })
  const run = async (...args: A): Promise<boolean> => {
    if (running.current) return false
    running.current = true
    setState({ busy: true })
    try {
      await act(...args)
      setState({ busy: false })
      return true
    } catch (reason) {
      setState({ busy: false, error: AppError.from(reason).message })
      return false
    } finally {
      running.current = false
    }
  }
  const forget = () => setState({ busy: false })
  return { run, busy: state.busy, error: state.error, forget }
}
