import { createServer as createHttpServer, type Server as HttpServer } from 'node:http'
import { sql, type Kysely } from 'kysely'
import type { Logger } from 'pino'
import { Registry } from 'prom-client'
import { AuditLog } from './audit/AuditLog.ts'
import { AccessTokens } from './auth/AccessTokens.ts'
import { accountHandlers } from './auth/accountHandlers.ts'
import { staffCaller } from './auth/staffCaller.ts'
import { StaffSessions } from './auth/StaffSessions.ts'
import type { Cluster } from './cluster/Cluster.ts'
import { consultHandlers } from './consults/consultHandlers.ts'
import { ConsultRecord } from './consults/ConsultRecord.ts'
import { createLive, type Live } from './createLive.ts'
import { deviceHandlers } from './devices/deviceHandlers.ts'
import { clientAddress } from './http/clientAddress.ts'
import { createApp } from './http/createApp.ts'
import { listedAs } from './http/listedAs.ts'
import { Attestations } from './group/Attestations.ts'
import type { Mailer } from './mail/Mailer.ts'
import type { Turn } from './media/iceServers.ts'
import type { WorkerPool } from './media/WorkerPool.ts'
import type { Tables } from './persistence/tables.ts'
import type { Vault } from './persistence/Vault.ts'
import { centreHandlers } from './staff/centreHandlers.ts'
import { guestCaller } from './visits/guestCaller.ts'
import { visitHandlers } from './visits/visitHandlers.ts'

export interface ServerParts {
  readonly db: Kysely<Tables>
  readonly vault: Vault
  readonly cluster: Cluster
  readonly pool: WorkerPool
  readonly mailer: Mailer
  readonly log: Logger
  readonly now: () => Date
  readonly accessTokenSecret: string
  readonly turn: Turn | undefined
  readonly publicUrl: string
  readonly trustProxy: number
  readonly production: boolean
  readonly clientDir: string
  readonly metricsToken: string | undefined
  readonly graceMs?: number
}

export interface ConsiliumServer {
  readonly http: HttpServer
  readonly live: Live
  readonly audit: AuditLog
  /** Tells the people in rooms, lets answers under way finish, and closes; the parts are the caller's. */
  readonly close: () => Promise<void>
}

/** Builds the whole server from its parts and listens to nothing yet. The only file that knows every feature. */
export async function createServer(parts: ServerParts): Promise<ConsiliumServer> {
  const { db, vault, cluster, pool, mailer, log, now, publicUrl, accessTokenSecret: secret } = parts
  const { limits } = cluster
  const audit = new AuditLog(vault, now)
  const recordParts = { db, vault, audit, now }
  const http = createHttpServer()
  const live = await createLive({
    ...parts,
    http,
    record: new ConsultRecord(recordParts),
    attestations: await Attestations.open(recordParts),
    origins: [new URL(publicUrl).origin],
    addressOf: (socket) => clientAddress(socket.request, parts.trustProxy),
  })
  const { presence, issueTicket } = live
  const tokens = new AccessTokens(secret, now)
  const sessions = new StaffSessions({ db, audit, presence, secret, now })
  const consultParts = { ...recordParts, mailer, presence, limits, issueTicket, publicUrl }
  let stopping = false
  const app = createApp({
    handlers: {
      ...accountHandlers({ ...recordParts, limits, tokens, sessions, secret }),
      ...centreHandlers({ ...recordParts, mailer, presence, sessions, publicUrl }),
      ...consultHandlers(consultParts),
      ...deviceHandlers(recordParts),
      ...visitHandlers(consultParts),
    },
    callers: {
      staff: staffCaller(db, tokens, now),
      guest: guestCaller({ db, now }),
      listedAs: listedAs(db),
    },
    limits,
    log,
    ready: async () => !stopping && pool.ready && cluster.ready() && (await answers(db)),
    metrics: new Registry(),
    config: parts,
  })
  http.on('request', app)
  return {
    http,
    live,
    audit,
    close: async () => {
      stopping = true
      await live.close()
      http.closeIdleConnections()
    },
  }
}

async function answers(db: Kysely<Tables>): Promise<boolean> {
  await sql`select 1`.execute(db)
  return true
}
