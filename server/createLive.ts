import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import type { Logger } from 'pino'
import { Server, type Socket } from 'socket.io'
import type { Ticket } from '../shared/api/consults.ts'
import { RtpCapabilities } from '../shared/protocol/media.ts'
import type { Cluster } from './cluster/Cluster.ts'
import { LivePresence } from './cluster/LivePresence.ts'
import { PresenceOrder } from './cluster/PresenceOrder.ts'
import { memoryLimits } from './cluster/rateLimits.ts'
import type { Attestations } from './group/Attestations.ts'
import { groupHandlers } from './group/groupHandlers.ts'
import { GroupRelay } from './group/GroupRelay.ts'
import { offered } from './media/codecs.ts'
import { iceServers, type Turn } from './media/iceServers.ts'
import { LiveMedia } from './media/LiveMedia.ts'
import { mediaHandlers } from './media/mediaHandlers.ts'
import type { WorkerPool } from './media/WorkerPool.ts'
import { Departures } from './rooms/Departures.ts'
import { peerHandlers } from './rooms/peerHandlers.ts'
import { roomHandlers } from './rooms/roomHandlers.ts'
import { RoomRegistry } from './rooms/RoomRegistry.ts'
import type { RoomRecord } from './rooms/RoomRecord.ts'
import type { Presence } from './rooms/Presence.ts'
import type { Pass } from './signalling/Session.ts'
import { SignalServer } from './signalling/SignalServer.ts'
import { ticketGate } from './signalling/ticketGate.ts'

/** The largest word is a commit that takes in a whole board, with its welcome: `shared/protocol/group.ts`. */
const MAX_PACKET_BYTES = 262_144
const PING_MS = 5_000
/** How long the place of a lost connection is kept. */
const GRACE_MS = 60_000

export interface LiveParts {
  readonly http: HttpServer
  readonly cluster: Cluster
  readonly pool: WorkerPool
  readonly record: RoomRecord
  readonly attestations: Attestations
  readonly log: Logger
  readonly turn: Turn | undefined
  /** The origins that may open a socket. */
  readonly origins: readonly string[]
  readonly addressOf: (socket: Socket) => string
  readonly now: () => Date
  readonly graceMs?: number
}

export interface Live {
  readonly presence: Presence
  readonly rooms: RoomRegistry
  readonly issueTicket: (pass: Pass) => Promise<Ticket>
  /** Tells everybody that the server stops, and closes. */
  readonly close: () => Promise<void>
}

/** The live side: sockets behind their door, rooms, media. */
export async function createLive(parts: LiveParts): Promise<Live> {
  const { cluster, pool, record, attestations, log, now } = parts
  const io = openSockets(parts)
  const newId = () => randomUUID()
  const departures = new Departures(record, log)
  const rooms = new RoomRegistry(cluster.leases, {
    ...{ newId, now, onLeft: departures.note },
    graceMs: parts.graceMs ?? GRACE_MS,
  })
  const media = new LiveMedia(pool)
  const relay = new GroupRelay()
  const presence = presenceOver(io, rooms, cluster)
  const handlerParts = { rooms, media, keys: relay, record, presence, limits: cluster.limits }
  new SignalServer({
    io,
    handlers: {
      ...roomHandlers(handlerParts),
      ...peerHandlers(handlerParts),
      ...mediaHandlers(handlerParts),
      ...groupHandlers({ rooms, relay, record, attestations, limits: memoryLimits() }),
    },
    authenticate: ticketGate({
      tickets: cluster.tickets,
      limits: cluster.limits,
      nameOf: record.nameOf,
      addressOf: parts.addressOf,
    }),
    onOpen: presence.add,
    onLost: presence.drop,
    log,
  })
  return {
    presence,
    rooms,
    issueTicket: await ticketIssuer(parts),
    close: async () => {
      rooms.closeAll()
      await io.close()
      await departures.settled()
    },
  }
}

/** What ends here ends on the other nodes too. */
function presenceOver(io: Server, rooms: RoomRegistry, { hasOthers }: Cluster): LivePresence {
  const presence = new LivePresence(rooms, (order) => {
    if (hasOthers) io.serverSideEmit('presence', order)
  })
  io.on('presence', (order: unknown) => presence.obey(PresenceOrder.parse(order)))
  return presence
}

function openSockets({ http, cluster, origins }: LiveParts): Server {
  const io = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: MAX_PACKET_BYTES,
    connectTimeout: PING_MS,
    pingInterval: PING_MS,
    pingTimeout: PING_MS,
    // A page of another site must not speak with a visitor's rights; a browser always names its origin.
    allowRequest: ({ headers }, done) =>
      done(null, headers.origin !== undefined && origins.includes(headers.origin)),
  })
  cluster.adapt(io)
  return io
}

/** A ticket, and what can be made ready with it before joining. */
async function ticketIssuer(parts: LiveParts): Promise<Live['issueTicket']> {
  const rtpCapabilities = await describeRouters(parts.pool)
  const attestationKey = parts.attestations.publicKey
  return async (pass) => ({
    ticket: await parts.cluster.tickets.issue(pass),
    rtpCapabilities,
    iceServers: iceServers(parts.turn, pass.personId, parts.now()),
    attestationKey,
    roomId: pass.roomId,
    personId: pass.personId,
  })
}

/** All routers are alike, so one tells for all what a ticket says of them. */
async function describeRouters(pool: WorkerPool): Promise<Ticket['rtpCapabilities']> {
  const { router } = await pool.place()
  router.close()
  // Through the schema of the wire, which drops what clients have no use for.
  return RtpCapabilities.parse(offered(router.rtpCapabilities))
}
