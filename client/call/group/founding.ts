import { can } from '../../../shared/domain/roles.ts'
import type { PeerView } from '../../../shared/protocol/room.ts'
import { toBase64Url } from '../../crypto/bytes.ts'
import type { Place } from './duties.ts'

/** Whoever may host founds the group where nobody else who may host is in one. */
export function mayFound(
  members: readonly Place[],
  roster: readonly PeerView[],
  selfId: string | undefined,
): boolean {
  const hosts = roster.filter(({ role, connected }) => connected && can(role, 'takeHost'))
  if (!hosts.some(({ peerId }) => peerId === selfId)) return false
  return !hosts.some((host) => members.some(({ peerId }) => peerId === host.peerId))
}

/** 16 bytes (base64url). */
export function randomGroupId(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(16)))
}
