import { GUEST_ROLES, type Role } from '../../../shared/domain/roles.ts'
import type { PeerView } from '../../../shared/protocol/room.ts'
import type { Call } from '../../call/Call.ts'
import { useSpeech } from '../../i18n/LanguageProvider.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'

const guestRoles: readonly Role[] = GUEST_ROLES

/** Says what it means for this person before it is done. */
export function RemoveDialog({
  call,
  person,
  onClose,
}: {
  readonly call: Call
  readonly person: PeerView | undefined
  readonly onClose: () => void
}) {
  const { t } = useSpeech()
  if (!person) return null
  const { name, role, peerId } = person
  return (
    <ConfirmDialog
      title={t('people.removeQuestion', { name })}
      open
      verb={t('people.removeYes')}
      keep={t('controls.close')}
      closeLabel={t('controls.close')}
      onConfirm={() => call.room.remove(peerId)}
      onClose={onClose}
    >
      {t(guestRoles.includes(role) ? 'people.removeGuest' : 'people.removeStaff')}
    </ConfirmDialog>
  )
}
