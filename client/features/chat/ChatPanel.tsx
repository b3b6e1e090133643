import { SendHorizontal } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Call } from '../../call/Call.ts'
import type { ChatMessage } from '../../call/group/Chat.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { timeIn } from '../../i18n/when.ts'
import { Button } from '../../ui/Button.tsx'
import { Note } from '../../ui/Note.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useStore } from '../useStore.ts'
import css from './ChatPanel.module.css'

/** Short messages beside the talk. Nobody keeps them, and it says so. */
export function ChatPanel({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const messages = useStore(call.group.chat.messages)
  const list = useRef<HTMLOListElement>(null)
  const count = messages.length
  useEffect(() => {
    if (count > 0) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' })
  }, [count])
  return (
    <div className={css.chat}>
      <div className={css.log} role="log" aria-label={t('chat.title')}>
        <p className={css.quiet}>
          {t('chat.notKept')} {messages.length === 0 && t('chat.empty')}
        </p>
        <ol ref={list} className={css.messages}>
          {messages.map((message) => (
            <Said key={message.messageId} message={message} />
          ))}
        </ol>
      </div>
      <Writing call={call} />
    </div>
  )
}

function Said({ message }: { readonly message: ChatMessage }) {
  const { t, locale } = useSpeech()
  const { at, own } = message
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return (
    <li className={css.said} data-own={own || undefined}>
      <p className={css.who}>
        <b>{own ? t('chat.you') : message.name}</b>{' '}
        <time dateTime={at.toISOString()}>{timeIn(at, timeZone, locale)}</time>
      </p>
      <p className={css.text}>{message.text}</p>
    </li>
  )
}

function Writing({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const [text, setText] = useState('')
  const say = useAction(call.group.chat.say)
  const send = async (): Promise<void> => {
    const words = text.trim()
    if (words !== '' && (await say.run(words))) setText('')
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // While letters are still being put together (Japanese, Chinese), Enter belongs to them.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  return (
    <form
      className={css.writing}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {say.error && <Note kind="alarm">{say.error}</Note>}
      <textarea
        aria-label={t('chat.write')}
        placeholder={t('chat.write')}
        rows={2}
        maxLength={2000}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
      />
      <Button type="submit" kind="primary" icon={SendHorizontal} busy={say.busy}>
        {t('chat.send')}
      </Button>
    </form>
  )
}
