import { useState } from 'react'

/** Who of the others spoke last: the one shown large stays there while nobody, or only oneself, speaks. */
export function useLastSpeaker(
  speakingId: string | undefined,
  selfId: string | undefined,
): string | undefined {
  const [last, setLast] = useState<string>()
  const other = speakingId === selfId ? undefined : speakingId
  if (other !== undefined && other !== last) setLast(other)
  return other ?? last
}
