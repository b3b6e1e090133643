import type { Farewell } from '../../shared/protocol/room.ts'

/** Where a person is on their way through a call. `ready`: the socket is open, nothing is joined. */
export type Phase =
  | 'idle'
  | 'connecting'
  | 'ready'
  | 'joining'
  | 'waiting'
  | 'in'
  | 'reconnecting'
  | 'over'

export type Over = Farewell | 'failed'
