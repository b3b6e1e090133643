import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Logger } from 'pino'
import type { Server, Socket } from 'socket.io'
import { AppError } from '../../shared/AppError.ts'
import { can } from '../../shared/domain/roles.ts'
import type { Protocol, Reply, Request } from '../../shared/protocol/contract.ts'
import { protocol, type AppProtocol } from '../../shared/protocol/protocol.ts'
import { LIMITS } from '../cluster/Limits.ts'
import type { Handlers } from './Handlers.ts'
import type { Session } from './Session.ts'

type Handler = (input: unknown, session: Session) => unknown

export interface SignalServerParts {
  readonly io: Server
  readonly handlers: Handlers<AppProtocol>
  readonly authenticate: (socket: Socket) => Promise<Session>
  readonly onOpen: (session: Session) => void
  readonly onLost: (session: Session) => void
  readonly log: Logger
}

const everything: Protocol = protocol
const requests: ReadonlyMap<string, Request> = new Map(
  Object.entries(everything).flatMap(([name, message]) =>
    message.kind === 'request' ? [[name, message]] : [],
  ),
)

/** The single door by which a client's words enter the server: limited, authorised, checked, answered, logged. */
export class SignalServer {
  readonly #parts: SignalServerParts
  readonly #handlers: Record<string, Handler | undefined>
  readonly #limiter = new RateLimiterMemory({
    points: LIMITS.socket.points,
    duration: LIMITS.socket.seconds,
  })

  constructor(parts: SignalServerParts) {
    this.#parts = parts
    this.#handlers = parts.handlers as Record<string, Handler>
    parts.io.use((socket, next) => {
      parts.authenticate(socket).then(
        (session) => {
          socket.data = session
          next()
        },
        (error: unknown) => next(refusal(AppError.from(error))),
      )
    })
    parts.io.on('connection', (socket) => this.#serve(socket, socket.data as Session))
  }

  #serve(socket: Socket, session: Session): void {
    const { onOpen, onLost } = this.#parts
    socket.on('error', () => socket.disconnect(true))
    socket.onAny((name: unknown, ...sent: unknown[]) => this.#hear(socket, session, name, sent))
    socket.on('disconnect', () => onLost(session))
    onOpen(session)
  }

  /** A hostile client may send anything here: a name that is none, too many words, no way to answer. */
  #hear(socket: Socket, session: Session, name: unknown, sent: unknown[]): void {
    const message = typeof name === 'string' ? requests.get(name) : undefined
    const [raw, ack] = sent
    if (!message || typeof name !== 'string' || sent.length !== 2 || typeof ack !== 'function') {
      this.#parts.log.warn({ session: session.id }, 'socket closed: not the protocol')
      socket.disconnect(true)
      return
    }
    void this.#answer(name, message, raw, session).then((reply) => {
      // Typed as a function above; what it does with the reply is socket.io's.
      if (socket.connected) (ack as (reply: Reply<unknown>) => void)(reply)
    })
  }

  async #answer(
    name: string,
    message: Request,
    raw: unknown,
    session: Session,
  ): Promise<Reply<unknown>> {
    try {
      await this.#takeTurn(session)
      if (!can(session.role, message.needs))
        throw new AppError('forbidden', 'You may not do this here')
      const input = message.input.safeParse(raw)
      if (!input.success) throw new AppError('bad_request', `Malformed ${name}`)
      return { ok: true, value: await this.#handlers[name]?.(input.data, session) }
    } catch (error) {
      const { code, message: text, cause } = AppError.from(error)
      const fields = { request: name, session: session.id, code }
      if (code === 'internal') this.#parts.log.error({ ...fields, err: cause }, 'request failed')
      else this.#parts.log.debug(fields, 'request refused')
      return { ok: false, code, message: text }
    }
  }

  async #takeTurn(session: Session): Promise<void> {
    await this.#limiter.consume(session.id).catch(() => {
      throw new AppError('too_many_requests', 'Too many requests. Please wait a moment.')
    })
  }
}

/** socket.io passes an error's `data` to the client that was refused, and nothing else. */
function refusal({ code, message }: AppError): Error {
  return Object.assign(new Error(message), { data: { code, message } })
}
