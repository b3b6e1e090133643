import { AppError } from '../../shared/AppError.ts'
import type { Input, Output } from '../../shared/protocol/contract.ts'
import { PROTOCOL_VERSION } from '../../shared/protocol/protocol.ts'
import type { room } from '../../shared/protocol/room.ts'
import type { Handlers } from '../signalling/Handlers.ts'
import type { Session } from '../signalling/Session.ts'
import type { Peer } from './Peer.ts'
import type { Room } from './Room.ts'
import type { RoomHandlerParts } from './roomHandlers.ts'
import type { RoomRecord } from './RoomRecord.ts'

type Join = Input<(typeof room)['room.join']>
type Joined = Output<(typeof room)['room.join']>

/** Taking a place in a room, in one round trip: checked again, written down, then seated. */
export function joinHandler({
  rooms,
  media,
  keys,
  record,
  limits,
}: RoomHandlerParts): Handlers<typeof room>['room.join'] {
  /** One at a time: of two joins at once the first would lose its place while it is still taking it. */
  const joining = new WeakSet<Session>()

  async function join(input: Join, session: Session): Promise<Joined> {
    const { tab, resume, rtpCapabilities, fingerprint, keyPackage } = input
    await limits.take('join', session.pass.personId)
    // The socket may have been open for long: what ended meanwhile has ended here too.
    if ((await record.nameOf(session.pass)) === undefined)
      throw new AppError('forbidden', 'This visit is over, or you may no longer come in')
    const room = await rooms.open(session.pass.roomId)
    const { peer, resumed } = room.enter(session, tab, resume)
    keys.seat(room, peer, { keyPackage, resumed })
    const held = resumed ? media.held(room, peer) : undefined
    if (held) return { peerId: peer.peerId, resumed: true, role: peer.role, ...held }
    try {
      await noteArrival(record, room, peer)
      const seat = await media.seat(room, peer, { rtpCapabilities, fingerprint })
      return { peerId: peer.peerId, resumed: false, role: peer.role, ...seat, producerIds: [] }
    } catch (error) {
      room.remove(peer, 'lost')
      throw error
    }
  }

  return async (input, session) => {
    if (input.version !== PROTOCOL_VERSION)
      throw new AppError('conflict', 'This page is out of date. Please reload it.')
    if (joining.has(session)) throw new AppError('conflict', 'You are joining already')
    joining.add(session)
    try {
      return await join(input, session)
    } finally {
      joining.delete(session)
    }
  }
}

/** The record comes first: whoever is let in was written down before they see or hear anything. */
async function noteArrival(record: RoomRecord, room: Room, peer: Peer): Promise<void> {
  if (peer.waits) return record.note('guest.waiting', room.id, peer.pass)
  await record.opened(room.id)
  await record.note('room.entered', room.id, peer.pass)
}
