import type { Page } from '@playwright/test'
import type { Body } from '../../shared/protocol/contract.ts'
import type { AppProtocol } from '../../shared/protocol/protocol.ts'

/** One message of the protocol, as it went over a page's socket. */
export interface Said {
  readonly from: 'page' | 'server'
  readonly name: string
  readonly body: unknown
}

/** A message of socket.io: an event, perhaps one that wants an answer (Engine.IO 4, Socket.IO 5). */
const EVENT = /^42\d*(\[.*)$/s

export function readSaid(from: Said['from'], payload: string | Buffer): Said | undefined {
  const json = EVENT.exec(payload.toString())?.[1]
  if (json === undefined) return undefined
  const [name, body] = JSON.parse(json) as [string, unknown]
  return { from, name, body }
}

/** Keeps all that a page and the server say to each other, over all its sockets and reloads. */
export class Wire {
  readonly said: Said[] = []

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => this.#keep('page', payload))
      socket.on('framereceived', ({ payload }) => this.#keep('server', payload))
    })
  }

  /** How often this was said. */
  count(name: keyof AppProtocol): number {
    return this.said.filter((one) => one.name === name).length
  }

  /** The room's group as the server describes it. */
  get group(): Body<AppProtocol['group.state']> | undefined {
    const state = this.said.findLast(({ name }) => name === 'group.state')
    return state?.body as Body<AppProtocol['group.state']> | undefined
  }

  #keep(from: Said['from'], payload: string | Buffer): void {
    const said = readSaid(from, payload)
    if (said) this.said.push(said)
  }
}
