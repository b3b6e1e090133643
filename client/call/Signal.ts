import type { Socket } from 'socket.io-client'
import { AppError } from '../../shared/AppError.ts'
import type {
  Body,
  EventName,
  Input,
  Output,
  Reply,
  RequestName,
  SharedName,
} from '../../shared/protocol/contract.ts'
import type { AppProtocol } from '../../shared/protocol/protocol.ts'
import { Store } from './Store.ts'

const ANSWER_TIMEOUT_MS = 10_000

type Heard = EventName<AppProtocol> | SharedName<AppProtocol>

/**
 * The client's end of the protocol: ask, hear, and watch what is shared. It outlives its sockets: a new one is
 * attached after a lost connection. Only types of the protocol are used, so that the page carries no schemas.
 */
export class Signal {
  #socket: Socket | undefined
  readonly #shared = new Map<string, Store<unknown>>()
  readonly #listeners = new Map<string, Set<(body: unknown) => void>>()

  attach(socket: Socket): void {
    this.#socket = socket
    socket.onAny((name: string, body: unknown) => {
      if (socket !== this.#socket) return
      this.#shared.get(name)?.set(body)
      for (const listener of this.#listeners.get(name) ?? []) listener(body)
    })
  }

  detach(): void {
    this.#socket?.disconnect()
    this.#socket = undefined
  }

  async ask<K extends RequestName<AppProtocol>>(
    name: K,
    input: Input<AppProtocol[K]>,
    timeoutMs = ANSWER_TIMEOUT_MS,
  ): Promise<Output<AppProtocol[K]>> {
    const socket = this.#socket
    if (!socket?.connected) throw new AppError('unavailable', 'The connection is lost')
    const reply = await this.#send<Output<AppProtocol[K]>>(socket, name, input, timeoutMs)
    if (!reply.ok) throw new AppError(reply.code, reply.message)
    return reply.value
  }

  hear<K extends EventName<AppProtocol>>(
    name: K,
    listener: (body: Body<AppProtocol[K]>) => void,
  ): void {
    this.#listen(name, listener as (body: unknown) => void)
  }

  shared<K extends SharedName<AppProtocol>>(name: K): Store<Body<AppProtocol[K]> | undefined> {
    const store = this.#shared.get(name) ?? new Store<unknown>(undefined)
    this.#shared.set(name, store)
    // The server's values have the type that the protocol declares; its compiler and tests hold it to that.
    return store as Store<Body<AppProtocol[K]> | undefined>
  }

  /** Forgets what the room shared: it belongs to a place that has ended. */
  forget(): void {
    for (const store of this.#shared.values()) store.set(undefined)
  }

  #listen(name: Heard, listener: (body: unknown) => void): void {
    const listeners = this.#listeners.get(name) ?? new Set()
    listeners.add(listener)
    this.#listeners.set(name, listeners)
  }

  async #send<T>(
    socket: Socket,
    name: string,
    input: unknown,
    timeoutMs: number,
  ): Promise<Reply<T>> {
    try {
      return await socket.timeout(timeoutMs).emitWithAck(name, input)
    } catch (cause) {
      throw new AppError('unavailable', 'The server did not answer. Please try again.', { cause })
    }
  }
}
