import { io, type Socket } from 'socket.io-client'
import type { Ticket } from '../../shared/api/consults.ts'
import { AppError } from '../../shared/AppError.ts'

const CONNECT_TIMEOUT_MS = 8_000
/** Pauses between tries; the last one repeats. A word from the browser that the network is back cuts one short. */
const PAUSES_MS = [0, 300, 700, 1_500, 3_000, 5_000] as const

export interface Opened {
  readonly socket: Socket
  readonly ticket: Ticket
}

/** One try: a fresh ticket, because each is good once, and a socket opened with it. */
export async function openSocket(getTicket: () => Promise<Ticket>): Promise<Opened> {
  const ticket = await getTicket()
  const socket = io({
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: CONNECT_TIMEOUT_MS,
    auth: { ticket: ticket.ticket },
  })
  return new Promise((done, fail) => {
    socket.once('connect', () => done({ socket, ticket }))
    socket.once('connect_error', (error) => {
      socket.disconnect()
      fail(asAppError(error))
    })
  })
}

/** Tries until it works, the caller gives up, or the server says that trying is no use. */
export async function openAgain(
  getTicket: () => Promise<Ticket>,
  signal: AbortSignal,
): Promise<Opened | undefined> {
  for (let round = 0; !signal.aborted; round += 1) {
    await pause(PAUSES_MS[Math.min(round, PAUSES_MS.length - 1)] ?? 0, signal)
    if (signal.aborted) return undefined
    try {
      return await openSocket(getTicket)
    } catch (error) {
      if (isFinal(error)) throw error
    }
  }
  return undefined
}

/** The place is gone or the person may no longer come in: trying again would not help. */
function isFinal(error: unknown): boolean {
  const final = ['forbidden', 'not_found', 'gone', 'conflict']
  return error instanceof AppError && final.includes(error.code)
}

/** Waits, but not longer than until the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(end, ms)
    function end(): void {
      clearTimeout(timer)
      window.removeEventListener('online', end)
      signal.removeEventListener('abort', end)
      done()
    }
    window.addEventListener('online', end)
    signal.addEventListener('abort', end)
  })
}

/** socket.io carries the server's refusal in `data`. */
function asAppError(error: Error & { data?: unknown }): AppError {
  const { data } = error
  if (typeof data === 'object' && data !== null && 'code' in data && 'message' in data)
    return new AppError(data.code as AppError['code'], String(data.message))
  return new AppError('unavailable', 'The server cannot be reached. Are you online?', {
    cause: error,
  })
}
