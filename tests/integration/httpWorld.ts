import { randomBytes, randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Registry } from 'prom-client'
import { AuditLog } from '../../server/audit/AuditLog.ts'
import { accountHandlers } from '../../server/auth/accountHandlers.ts'
import { AccessTokens } from '../../server/auth/AccessTokens.ts'
import { hashPassword } from '../../server/auth/passwords.ts'
import { staffCaller } from '../../server/auth/staffCaller.ts'
import { StaffSessions } from '../../server/auth/StaffSessions.ts'
import { MemoryTickets } from '../../server/cluster/MemoryTickets.ts'
import { memoryLimits } from '../../server/cluster/rateLimits.ts'
import { consultHandlers } from '../../server/consults/consultHandlers.ts'
import { Attestations } from '../../server/group/Attestations.ts'
import { deviceHandlers } from '../../server/devices/deviceHandlers.ts'
import { createApp, type AppConfig } from '../../server/http/createApp.ts'
import { listedAs } from '../../server/http/listedAs.ts'
import { createLog } from '../../server/log.ts'
import type { Mailer } from '../../server/mail/Mailer.ts'
import { NoMailer } from '../../server/mail/NoMailer.ts'
import { Vault } from '../../server/persistence/Vault.ts'
import type { Presence } from '../../server/rooms/Presence.ts'
import { centreHandlers } from '../../server/staff/centreHandlers.ts'
import { guestCaller } from '../../server/visits/guestCaller.ts'
import { visitHandlers } from '../../server/visits/visitHandlers.ts'
import type { StaffRole } from '../../shared/domain/roles.ts'
import { freshDatabase } from './database.ts'
import { HttpClient } from './HttpClient.ts'

export interface Person {
  readonly staffId: string
  readonly centreId: string
  readonly email: string
  readonly password: string
}

interface Options {
  readonly mailer?: Mailer
  readonly config?: Partial<AppConfig>
  readonly ready?: () => Promise<boolean>
}

/** The HTTP side whole, on a port and a database of its own; the live side is a list of what it was told. */
export async function httpWorld(options: Options = {}) {
  const database = await freshDatabase()
  const { db } = database
  const clock = new Clock()
  const now = () => clock.now
  const secret = randomBytes(32).toString('base64url')
  const vault = new Vault({ current: randomBytes(32).toString('base64url'), old: [] })
  const audit = new AuditLog(vault, now)
  const logged: string[] = []
  const tickets = new MemoryTickets()
  const attestations = await Attestations.open({ db, vault, now })
  const limits = memoryLimits()
  const told: unknown[][] = []
  const presence = listening(told)
  const mailer = options.mailer ?? new NoMailer()
  const tokens = new AccessTokens(secret, now)
  const sessions = new StaffSessions({ db, audit, presence, secret, now })
  const http = createServer()
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const publicUrl = options.config?.publicUrl ?? url
  const consultParts = {
    ...{ db, vault, audit, now, mailer, presence, limits, publicUrl },
    issueTicket: async (pass: Parameters<typeof tickets.issue>[0]) => ({
      ticket: await tickets.issue(pass),
      rtpCapabilities: { codecs: [], headerExtensions: [] },
      iceServers: [],
      attestationKey: attestations.publicKey,
      roomId: pass.roomId,
      personId: pass.personId,
    }),
  }
  const metrics = new Registry()
  const app = createApp({
    handlers: {
      ...accountHandlers({ db, vault, audit, limits, tokens, sessions, secret, now }),
      ...centreHandlers({ db, audit, sessions, presence, mailer, publicUrl, now }),
      ...consultHandlers(consultParts),
      ...deviceHandlers({ db, vault, audit, now }),
      ...visitHandlers(consultParts),
    },
    callers: {
      staff: staffCaller(db, tokens, now),
      guest: guestCaller({ db, now }),
      listedAs: listedAs(db),
    },
    limits,
    log: createLog('debug', { write: (line) => void logged.push(line) }),
    ready: options.ready ?? (async () => true),
    metrics,
    config: {
      publicUrl,
      // Each client comes from an address of its own, as if through a proxy, so that limits count them apart.
      trustProxy: 1,
      production: false,
      clientDir: join(tmpdir(), 'consilium-without-a-client'),
      metricsToken: undefined,
      ...options.config,
    },
  })
  http.on('request', app)
  let clients = 0
  const client = () => {
    clients += 1
    return new HttpClient(
      url,
      new URL(publicUrl).origin,
      `10.${clients >> 16}.${(clients >> 8) & 255}.${clients & 255}`,
    )
  }

  return {
    ...{ url, db, vault, audit, clock, tickets, tokens, limits, told, logged, secret, client },

    async centre(name = 'Lindenhof'): Promise<string> {
      const id = randomUUID()
      const settings = { time_zone: 'Europe/Berlin', second_factor_required: false }
      await db
        .insertInto('centres')
        .values({ id, name, ...settings, retention_days: '{}', created_at: clock.now })
        .execute()
      return id
    },

    async staff(centreId: string, ...roles: StaffRole[]): Promise<Person> {
      const staffId = randomUUID()
      const [email, password] = [`${staffId}@example.org`, `password of ${staffId}`]
      await db
        .insertInto('staff')
        .values({
          ...{ id: staffId, centre_id: centreId, name: `Dr ${staffId.slice(0, 8)}`, email, roles },
          password_hash: await hashPassword(password),
          created_at: clock.now,
        })
        .execute()
      return { staffId, centreId, email, password }
    },

    async signIn({ email, password }: Person, code?: string): Promise<HttpClient> {
      const browser = client()
      const body = { email, password, ...(code === undefined ? {} : { code }) }
      const { accessToken } = await browser.ask('session.start', { body })
      browser.token = accessToken
      return browser
    },

    /** What the audit log says, in order. */
    async audited(): Promise<string[]> {
      const rows = await db.selectFrom('audit').orderBy('seq').select('action').execute()
      return rows.map(({ action }) => action)
    },

    async [Symbol.asyncDispose]() {
      http.closeAllConnections()
      await new Promise((resolve) => {
        http.close(resolve)
      })
      await database[Symbol.asyncDispose]()
    },
  }
}

export type HttpWorld = Awaited<ReturnType<typeof httpWorld>>

/** Time, as a test wants it. */
class Clock {
  now = new Date()

  pass(milliseconds: number): void {
    this.now = new Date(this.now.getTime() + milliseconds)
  }
}

/** Nobody is in a room; whatever the live side is told is written down. */
function listening(told: unknown[][]): Presence {
  const hear =
    (what: keyof Presence) =>
    (...details: unknown[]) => {
      told.push([what, ...details])
    }
  return {
    endLogin: hear('endLogin'),
    endPerson: hear('endPerson'),
    endRoom: hear('endRoom'),
    announceLate: hear('announceLate'),
    waiting: () => 0,
  }
}
