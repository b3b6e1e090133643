import { group } from './group.ts'
import { media } from './media.ts'
import { peer, room } from './room.ts'
import { visit } from './visit.ts'

/** Raised when an old client can no longer be understood; checked at `room.join`. */
export const PROTOCOL_VERSION = 3

/** Everything that may be said on the socket, and by whom. */
export const protocol = { ...room, ...peer, ...visit, ...media, ...group }
export type AppProtocol = typeof protocol
