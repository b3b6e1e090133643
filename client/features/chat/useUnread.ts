import { useState } from 'react'
import type { Call } from '../../call/Call.ts'
import { useStore } from '../useStore.ts'

/** How many messages of others came since the chat was last open. */
export function useUnread(call: Call, open: boolean): number {
  const messages = useStore(call.group.chat.messages)
  const [seen, setSeen] = useState(0)
  if ((open && seen !== messages.length) || seen > messages.length) setSeen(messages.length)
  return open ? 0 : messages.slice(seen).filter(({ own }) => !own).length
}
