import type { Farewell } from '../../shared/protocol/room.ts'
import type { Presence } from '../rooms/Presence.ts'
import type { RoomRegistry } from '../rooms/RoomRegistry.ts'
import type { Session } from '../signalling/Session.ts'
import type { PresenceOrder } from './PresenceOrder.ts'

const SOCKETS_OF_A_LOGIN = 6

/** Every socket of this node, and the orders that end them; what is ordered here is told to the other nodes. */
export class LivePresence implements Presence {
  readonly #sessions = new Set<Session>()
  readonly #rooms: RoomRegistry
  readonly #tellOthers: (order: PresenceOrder) => void

  constructor(rooms: RoomRegistry, tellOthers: (order: PresenceOrder) => void) {
    this.#rooms = rooms
    this.#tellOthers = tellOthers
  }

  /** A sign-in or guest session has a few sockets at most; one more closes its oldest. */
  readonly add = (session: Session): void => {
    const others = [...this.#sessions].filter(({ pass }) => pass.loginId === session.pass.loginId)
    if (others.length >= SOCKETS_OF_A_LOGIN) others[0]?.close('moved')
    this.#sessions.add(session)
  }

  readonly drop = (session: Session): void => {
    this.#sessions.delete(session)
    this.#rooms.lose(session)
  }

  readonly endLogin = (loginId: string, why: Farewell): void =>
    this.#order({ kind: 'endLogin', loginId, why })

  readonly endPerson = (personId: string, why: Farewell, roomId?: string): void =>
    this.#order({ kind: 'endPerson', personId, why, ...(roomId === undefined ? {} : { roomId }) })

  readonly endRoom = (roomId: string, why: Farewell): void =>
    this.#order({ kind: 'endRoom', roomId, why })

  readonly announceLate = (roomId: string, minutes: number): void =>
    this.#order({ kind: 'late', roomId, minutes })

  readonly waiting = (roomId: string): number => this.#rooms.get(roomId)?.waiting.length ?? 0

  /** Carries out an order, this node's own or another's. */
  obey(order: PresenceOrder): void {
    switch (order.kind) {
      case 'late':
        this.#rooms.get(order.roomId)?.share('visit.late', { minutes: order.minutes })
        return
      case 'endRoom':
        this.#rooms.get(order.roomId)?.close(order.why)
        return this.#end(order.why, ({ roomId }) => roomId === order.roomId)
      case 'endLogin':
        return this.#end(order.why, ({ loginId }) => loginId === order.loginId)
      case 'endPerson':
        return this.#end(
          order.why,
          ({ personId, roomId }) =>
            personId === order.personId && (order.roomId ?? roomId) === roomId,
        )
    }
  }

  /** The kept places of lost connections end with the sockets. */
  #end(why: Farewell, concerns: (pass: Session['pass']) => boolean): void {
    for (const room of this.#rooms.all)
      for (const peer of [...room.present, ...room.waiting])
        if (concerns(peer.pass)) {
          room.forget(peer)
          room.remove(peer, why)
        }
    for (const session of this.#sessions) if (concerns(session.pass)) session.close(why)
  }

  #order(order: PresenceOrder): void {
    this.obey(order)
    this.#tellOthers(order)
  }
}
