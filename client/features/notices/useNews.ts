import { useEffect, useEffectEvent } from 'react'
import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { useClearToasts, useToast, type ShowToast } from '../../ui/useToast.ts'
import { NARROW } from '../narrow.ts'
import { useMedia } from '../useMedia.ts'
import { newsOf } from './newsOf.ts'

/** Says in passing what happens in the room, to the eye and to those who listen: who comes and goes, hands, chat, the line. */
export function useNews(call: Call, chatOpen: boolean): void {
  const { t } = useSpeech()
  const { messages } = call.group.chat
  const toast = useRoomToast(chatOpen)

  const tellRoster = useEffectEvent((before: ReturnType<typeof call.roster.get>) => {
    // The roster empties when the call is over: that is not the others leaving.
    if (call.phase.get() !== 'in') return
    const self = call.self.get()
    for (const { words, name } of newsOf(before, call.roster.get(), self?.peerId))
      toast(t(words, { name }))
  })
  const tellChat = useEffectEvent(() => {
    const said = messages.get().at(-1)
    // An open chat reads its own messages out.
    if (!said || chatOpen || said.own) return
    toast(t('news.said', { name: said.name, text: said.text.slice(0, 120) }))
  })
  const tellSelf = useEffectEvent((before: string | undefined) => {
    const now = call.self.get()?.role
    if (now === 'host' && before !== undefined && before !== 'host') toast(t('news.youHost'))
  })
  const tellState = useEffectEvent((before: boolean | undefined) => {
    const locked = call.state.get()?.locked
    if (before === undefined || locked === undefined || locked === before) return
    toast(t(locked ? 'news.locked' : 'news.unlocked'))
  })
  const tellBack = useEffectEvent(() => toast(t('phase.back'), { kind: 'good' }))
  const tellLine = useEffectEvent(() => toast(t('notice.lineGood'), { kind: 'good' }))

  useEffect(() => {
    const endings = [
      follow(call.roster, (before) => before.length > 0 && tellRoster(before)),
      follow(messages, (before) => messages.get().length > before.length && tellChat()),
      follow(call.self, (before) => tellSelf(before?.role)),
      follow(call.state, (before) => tellState(before?.locked)),
      follow(
        call.phase,
        (before) => before === 'reconnecting' && call.phase.get() === 'in' && tellBack(),
      ),
      follow(
        call.live.line,
        (before) => before !== 'good' && call.live.line.get() === 'good' && tellLine(),
      ),
    ]
    return () => endings.forEach((end) => end())
  }, [call, messages])
}

/** Calls with the value before, at each change. */
function follow<T>(
  store: { readonly get: () => T; readonly watch: (watcher: () => void) => () => void },
  tell: (before: T) => unknown,
): () => void {
  let last = store.get()
  return store.watch(() => {
    const before = last
    last = store.get()
    tell(before)
  })
}

/** Says nothing where it would lie on what is being written. */
function useRoomToast(chatOpen: boolean): ShowToast {
  const show = useToast()
  const clear = useClearToasts()
  const chatOver = useMedia(NARROW) && chatOpen

  useEffect(() => {
    if (chatOver) clear()
  }, [chatOver, clear])
  /** On a phone toasts would lie on what is being written. */
  return (words, options) => {
    if (!chatOver) show(words, options)
  }
}
