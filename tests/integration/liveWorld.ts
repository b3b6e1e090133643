import { randomBytes, randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { hashPassword } from '../../server/auth/passwords.ts'
import { memoryCluster } from '../../server/cluster/memoryCluster.ts'
import { redisCluster } from '../../server/cluster/redisCluster.ts'
import { createServer } from '../../server/createServer.ts'
import { createLog } from '../../server/log.ts'
import { NoMailer } from '../../server/mail/NoMailer.ts'
import { WorkerPool } from '../../server/media/WorkerPool.ts'
import { Vault } from '../../server/persistence/Vault.ts'
import { workerBinary } from '../../scripts/worker/location.mjs'
import type { GuestRole, ListedRole } from '../../shared/domain/roles.ts'
import { freshDatabase, type FreshDatabase } from './database.ts'
import { HttpClient } from './HttpClient.ts'
import { Person } from './Person.ts'

const MINUTE_MS = 60_000

interface Keys {
  readonly master: string
  readonly access: string
}

interface WorldOptions {
  readonly graceMs?: number
  /** Where this node meets others. */
  readonly redisUrl?: string
  /** Another node, with which this one shares the record and the secrets. */
  readonly beside?: { readonly db: FreshDatabase['db']; readonly keys: Keys }
}

function freshOf(database: FreshDatabase | undefined): FreshDatabase['db'] {
  if (!database) throw new Error('There is no database')
  return database.db
}

/** A whole server: real PostgreSQL, a real media worker, real sockets; and as many people as a test asks for. */
export async function liveWorld(of: WorldOptions = {}) {
  const database = of.beside ? undefined : await freshDatabase()
  const db = of.beside?.db ?? freshOf(database)
  const keys: Keys = of.beside?.keys ?? { master: secret(), access: secret() }
  const logged: string[] = []
  const log = createLog('debug', { write: (line) => void logged.push(line) })
  const pool = await WorkerPool.open({
    workers: 1,
    address: { listen: ['127.0.0.1'], announced: undefined, port: 0 },
    binary: workerBinary(process.env),
    log,
  })
  const cluster =
    of.redisUrl === undefined ? memoryCluster() : redisCluster(of.redisUrl, keys.access, log)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = await createServer({
    db,
    vault: new Vault({ current: keys.master, old: [] }),
    cluster,
    pool,
    mailer: new NoMailer(),
    log,
    now: () => new Date(),
    accessTokenSecret: keys.access,
    turn: undefined,
    publicUrl: url,
    trustProxy: 1,
    production: false,
    clientDir: '/nonexistent',
    metricsToken: undefined,
    ...(of.graceMs === undefined ? {} : { graceMs: of.graceMs }),
  })
  await new Promise<void>((done) => server.http.listen(port, '127.0.0.1', done))
  const people: Person[] = []
  const centreId = await makeCentre()
  let addresses = 0

  function browser(): HttpClient {
    addresses += 1
    return new HttpClient(url, url, `10.1.${addresses >> 8}.${addresses & 255}`)
  }

  async function makeCentre(): Promise<string> {
    const id = randomUUID()
    const centre = { id, name: 'Lindenhof', time_zone: 'Europe/Berlin', retention_days: '{}' }
    await db
      .insertInto('centres')
      .values({ ...centre, second_factor_required: false, created_at: new Date() })
      .execute()
    return id
  }

  /** Somebody with an account, signed in. */
  async function staff(name: string, centre = centreId) {
    const staffId = randomUUID()
    const email = `${staffId}@example.org`
    await db
      .insertInto('staff')
      .values({
        ...{ id: staffId, centre_id: centre, name, email, roles: ['clinician'] },
        password_hash: await hashPassword(staffId),
        created_at: new Date(),
      })
      .execute()
    const http = browser()
    const { accessToken } = await http.ask('session.start', { body: { email, password: staffId } })
    http.token = accessToken
    return { staffId, name, http }
  }

  type Staff = Awaited<ReturnType<typeof staff>>

  /** A consult that begins now. */
  async function consult(host: Staff, listed: { who: Staff; role: ListedRole }[] = []) {
    const { consultId } = await host.http.ask('consults.plan', {
      body: {
        title: 'Canary title',
        startsAt: new Date(Date.now() + MINUTE_MS).toISOString(),
        minutes: 30,
        timeZone: 'Europe/Berlin',
        people: listed.map(({ who, role }) => ({ staffId: who.staffId, role })),
        patient: { name: 'Canary Patient', birthDate: '1951-03-12', phone: '+49 30 1234567' },
      },
    })
    return consultId
  }

  function person(getTicket: Person['getTicket']): Person {
    const made = new Person(url, getTicket)
    people.push(made)
    return made
  }

  /** A staff member's device at a consult's socket. */
  function arrive(who: Staff, consultId: string): Person {
    return person(() => who.http.ask('consults.ticket', { params: { consultId } }))
  }

  /** A guest's device that came in by link and code. */
  async function guest(
    host: Staff,
    consultId: string,
    role: GuestRole = 'patient',
    name = 'A guest',
  ) {
    const body = { role, name }
    const invite = await host.http.ask('invites.issue', { params: { consultId }, body })
    const http = browser()
    const token = invite.link.split('#')[1] ?? ''
    await http.ask('visits.open', { body: { token, code: invite.code } })
    const arrived = person(() => http.ask('visits.ticket'))
    return { invite, http, person: arrived, token }
  }

  /** A consult that has begun: its host is in the room, and a guest waits or, `admitted`, is in it too. */
  async function visit(how: 'waiting' | 'admitted' = 'waiting', hostName = 'Dr Weber') {
    const doctor = await staff(hostName)
    const consultId = await consult(doctor)
    const host = arrive(doctor, consultId)
    await host.join()
    const came = await guest(doctor, consultId)
    await came.person.join()
    if (how === 'admitted') await host.signal.ask('peer.admit', { peerId: came.person.peerId })
    return { doctor, consultId, host, guest: came.person, invite: came.invite, token: came.token }
  }

  return {
    url,
    db,
    keys,
    pool,
    server,
    cluster,
    logged,
    browser,
    centreId,
    makeCentre,
    staff,
    consult,
    arrive,
    guest,
    visit,
    person,

    async [Symbol.asyncDispose]() {
      for (const one of people) one.leaveWithoutAWord()
      await server.close()
      await new Promise((done) => server.http.close(done))
      pool.close()
      await cluster.close()
      await database?.[Symbol.asyncDispose]()
    },
  }
}

export type LiveWorld = Awaited<ReturnType<typeof liveWorld>>

function secret(): string {
  return randomBytes(32).toString('base64url')
}

/** The public address has to be known before the server is built. */
async function freePort(): Promise<number> {
  const { createServer: createNetServer } = await import('node:net')
  const probe = createNetServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}
