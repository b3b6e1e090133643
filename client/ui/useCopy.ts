import { useToast } from './useToast.ts'

/** Copies, and says what is now on the clipboard; where the browser refuses, says what to do instead. */
export function useCopy(): (text: string, done: string) => Promise<void> {
  const toast = useToast()
  return async (text, done) => {
    try {
      await navigator.clipboard.writeText(text)
      toast(done, { kind: 'good' })
    } catch {
      toast('The browser did not let us copy. Select the text and copy it yourself.', {
        kind: 'attention',
      })
    }
  }
}
