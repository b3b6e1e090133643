import type { PeerView } from '../../../shared/protocol/room.ts'
import type { Place } from './duties.ts'
import type { Member } from './security.ts'

/**
 * Who is in the room, as the holders of its keys know: only places with a leaf of the same person, under the name that
 * the leaf has. What the server says of anybody else is not shown.
 */
export function rosterOf(
  peers: readonly PeerView[],
  members: readonly Member[],
  places: readonly Place[],
): readonly PeerView[] {
  const byLeaf = new Map(members.map((member) => [member.leafKey, member]))
  const leafAt = new Map(places.map(({ peerId, leafKey }) => [peerId, leafKey]))
  return peers.flatMap((peer) => {
    const member = byLeaf.get(leafAt.get(peer.peerId) ?? '')
    return member?.personId === peer.personId ? [{ ...peer, name: member.name }] : []
  })
}
