import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Note } from './Note.tsx'
import { Waiting } from './Waiting.tsx'

/** What is being read: on its way, there, or failed with a sentence. What was there stays while it cannot be renewed. */
export function Shown<T>({
  read,
  words,
  children,
}: {
  read: {
    readonly data: T | undefined
    readonly error: Error | null
    readonly refetch: () => Promise<unknown>
  }
  words: string
  children: (data: T) => ReactNode
}) {
  const { data, error, refetch } = read
  return (
    <>
      {error && (
        <Note
          kind={data === undefined ? 'alarm' : 'attention'}
          action={<Button onClick={() => void refetch()}>Try again</Button>}
        >
          {data === undefined
            ? error.message
            : `${error.message} What you see may be a little old.`}
        </Note>
      )}
      {data === undefined ? !error && <Waiting words={words} /> : children(data)}
    </>
  )
}
