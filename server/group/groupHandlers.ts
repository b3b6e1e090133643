import { AppError } from '../../shared/AppError.ts'
import type { group } from '../../shared/protocol/group.ts'
import type { LimitName, Limits } from '../cluster/Limits.ts'
import type { RoomRecord } from '../rooms/RoomRecord.ts'
import type { RoomRegistry } from '../rooms/RoomRegistry.ts'
import type { Handlers } from '../signalling/Handlers.ts'
import type { Session } from '../signalling/Session.ts'
import type { Attestations } from './Attestations.ts'
import type { GroupRelay } from './GroupRelay.ts'

export interface GroupHandlerParts {
  readonly rooms: RoomRegistry
  readonly relay: GroupRelay
  readonly record: RoomRecord
  readonly attestations: Attestations
  /** Of this node alone: a room lives on one, and goes on when what the nodes share is away. */
  readonly limits: Limits
}

/** What devices say to agree on keys. The server gives it an order, and reads none of it. */
export function groupHandlers(parts: GroupHandlerParts): Handlers<typeof group> {
  const { rooms, relay, record, attestations, limits } = parts

  /** Counted first: while that is awaited, places change. */
  async function placeOf(session: Session, limit: LimitName) {
    await limits.take(limit, session.pass.personId)
    const { room, peer } = rooms.placeOf(session)
    return { relay: relay.of(room), peer }
  }

  return {
    async 'group.attest'({ leafKey }, session) {
      const { pass, name } = session
      await limits.take('attest', pass.personId)
      // The socket may have been open for long: what ended meanwhile has ended here too.
      if ((await record.nameOf(pass)) === undefined)
        throw new AppError('forbidden', 'This visit is over, or you may no longer come in')
      await record.note('leaf.attested', pass.roomId, pass)
      const peer = session.peerId === undefined ? undefined : rooms.placeOf(session).peer
      relay.attested(session, peer, leafKey)
      return { attestation: attestations.sign({ pass, name, leafKey }) }
    },
    async 'group.offer'({ keyPackage }, session) {
      const { relay, peer } = await placeOf(session, 'groupOffer')
      relay.offer(peer, keyPackage)
    },
    async 'group.found'({ groupId }, session) {
      const { relay, peer } = await placeOf(session, 'groupCommit')
      relay.found(peer, groupId)
    },
    async 'group.commit'(commit, session) {
      const { relay, peer } = await placeOf(session, 'groupCommit')
      return { seq: relay.commit(peer, commit) }
    },
    async 'group.say'({ groupId, message }, session) {
      const { relay, peer } = await placeOf(session, 'groupSay')
      return { seq: relay.say(peer, groupId, message) }
    },
    async 'group.since'({ groupId, seq }, session) {
      const { relay, peer } = await placeOf(session, 'groupSince')
      return { messages: relay.since(peer, groupId, seq) }
    },
  }
}
