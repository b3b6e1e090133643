import { Hand, MicOff } from 'lucide-react'
import { useState } from 'react'
import { can } from '../../../shared/domain/roles.ts'
import type { PeerView } from '../../../shared/protocol/room.ts'
import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Note } from '../../ui/Note.tsx'
import { useAction } from '../../ui/useAction.ts'
import { useStore } from '../useStore.ts'
import css from './PeoplePanel.module.css'
import { PersonMenu } from './PersonMenu.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'

/** Who is here and in what role. For a host: what can be done with each. */
export function PeoplePanel({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const self = useStore(call.self)
  const roster = useStore(call.roster)
  const [removing, setRemoving] = useState<PeerView>()
  const moderates = self !== undefined && can(self.role, 'moderate')
  return (
    <div className={css.people}>
      <NoHost call={call} />
      <Waiting call={call} />
      <h3>{t('people.here')}</h3>
      <ul className={css.list}>
        {roster.map((person) => (
          <Person key={person.peerId} person={person} own={person.peerId === self?.peerId}>
            {moderates && person.peerId !== self.peerId && (
              <PersonMenu call={call} person={person} onRemove={() => setRemoving(person)} />
            )}
          </Person>
        ))}
      </ul>
      <RemoveDialog call={call} person={removing} onClose={() => setRemoving(undefined)} />
    </div>
  )
}

function Person({
  person: { name, role, connected, handRaised, streams },
  own,
  children,
}: {
  readonly person: PeerView
  readonly own: boolean
  readonly children: React.ReactNode
}) {
  const { t } = useSpeech()
  const heard = streams.some(({ source, paused }) => source === 'microphone' && !paused)
  return (
    <li className={css.person}>
      <Avatar name={name} />
      <div className={css.who}>
        <b>{own ? `${name} (${t('stage.you')})` : name}</b>
        <small>
          {connected ? t(`role.${role}`) : t('news.lost', { name })}
          {handRaised && (
            <span className={css.hand}>
              <Icon of={Hand} />
              {t('stage.hand')}
            </span>
          )}
          {!heard && (
            <span>
              <Icon of={MicOff} />
              {t('stage.muted')}
            </span>
          )}
        </small>
      </div>
      {children}
    </li>
  )
}

function Waiting({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const waiting = useStore(call.waiting)
  const admit = useAction(call.room.admit)
  if (waiting.length === 0) return null
  return (
    <div className={css.people}>
      <h3>{t('people.waiting')}</h3>
      {admit.error && <Note kind="alarm">{admit.error}</Note>}
      <ul className={css.list}>
        {waiting.map(({ peerId, name }) => (
          <li key={peerId} className={css.person}>
            <Avatar name={name} />
            <b className={css.who}>{name}</b>
            <Button kind="primary" onClick={() => void admit.run(peerId)}>
              {t('admit.letIn')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Where the host has gone: whoever may, takes over. */
function NoHost({ call }: { readonly call: Call }) {
  const { t } = useSpeech()
  const self = useStore(call.self)
  const roster = useStore(call.places)
  const take = useAction(call.room.takeHost)
  const hosted = roster.some(({ role }) => role === 'host' || role === 'chair')
  if (hosted || !self || !can(self.role, 'takeHost')) return null
  return (
    <Note
      kind="attention"
      action={
        <Button busy={take.busy} onClick={() => void take.run()}>
          {t('people.takeHost')}
        </Button>
      }
    >
      {take.error ?? t('people.noHost')}
    </Note>
  )
}
