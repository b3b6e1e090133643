import { randomUUID } from 'node:crypto'
import type { Socket } from 'socket.io'
import { z } from 'zod'
import { AppError } from '../../shared/AppError.ts'
import { Token } from '../../shared/api/fields.ts'
import type { Limits } from '../cluster/Limits.ts'
import type { Tickets } from '../cluster/Tickets.ts'
import type { Pass, Session } from './Session.ts'

const Handshake = z.strictObject({ ticket: Token })

/** Turns a one-time ticket into a session. Everybody starts as `waiting`: the room gives the role. */
export function ticketGate(parts: {
  readonly tickets: Tickets
  readonly limits: Limits
  readonly nameOf: (pass: Pass) => Promise<string | undefined>
  readonly addressOf: (socket: Socket) => string
}): (socket: Socket) => Promise<Session> {
  return async (socket) => {
    const auth = Handshake.safeParse(socket.handshake.auth)
    const pass = auth.success ? await parts.tickets.redeem(auth.data.ticket) : undefined
    const name = pass && (await parts.nameOf(pass))
    if (!pass || name === undefined) {
      // A good ticket was counted when it was issued: nobody else at an address keeps its holder out.
      await parts.limits.take('anyone', parts.addressOf(socket))
      throw new AppError('unauthenticated', 'Your ticket is not valid any more. Please try again.')
    }
    return sessionOf(socket, pass, name)
  }
}

function sessionOf(socket: Socket, pass: Pass, name: string): Session {
  return {
    id: randomUUID(),
    pass,
    name,
    role: 'waiting',
    peerId: undefined,
    isOpen: () => socket.connected,
    send: (event, body) => void socket.emit(event, body),
    close: (why) => {
      // The acknowledgement would need a client that cooperates; closing flushes what was written.
      socket.emit('room.farewell', { why })
      socket.disconnect(true)
    },
  }
}
