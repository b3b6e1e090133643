import { Crown, EllipsisVertical, MicOff, MonitorX, UserX, VideoOff } from 'lucide-react'
import { can } from '../../../shared/domain/roles.ts'
import type { Source } from '../../../shared/protocol/media.ts'
import type { PeerView } from '../../../shared/protocol/room.ts'
import { AppError } from '../../../shared/AppError.ts'
import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { Menu, type MenuAction } from '../../ui/Menu.tsx'
import { useToast } from '../../ui/useToast.ts'

/** What a host may do with one person. Offered only where it would do something; the server decides. */
export function PersonMenu({
  call,
  person,
  onRemove,
}: {
  readonly call: Call
  readonly person: PeerView
  readonly onRemove: () => void
}) {
  const { t } = useSpeech()
  const toast = useToast()
  const { peerId, name, role, streams } = person
  const fail = (error: unknown): void => toast(AppError.from(error).message, { kind: 'alarm' })
  const sends = (source: Source): boolean =>
    streams.some((stream) => stream.source === source && !stream.paused)
  const stop = (source: Source, label: string, icon: typeof MicOff): readonly MenuAction[] =>
    sends(source)
      ? [{ id: source, label, icon, run: () => void call.room.mute(peerId, source).catch(fail) }]
      : []
  const appoint: MenuAction = {
    id: 'appoint',
    label: t('people.appoint'),
    icon: Crown,
    run: () => void call.room.appoint(peerId).catch(fail),
  }
  return (
    <Menu
      label={t('people.actions', { name })}
      trigger={<IconButton icon={EllipsisVertical} label={t('people.actions', { name })} />}
      actions={[
        ...stop('microphone', t('people.mute'), MicOff),
        ...stop('camera', t('people.stopCamera'), VideoOff),
        ...stop('screen', t('people.stopScreen'), MonitorX),
        ...(can(role, 'takeHost') && role !== 'host' ? [appoint] : []),
        { id: 'remove', label: t('people.remove'), icon: UserX, alarm: true, run: onRemove },
      ]}
    />
  )
}
