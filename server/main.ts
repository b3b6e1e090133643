import { availableParallelism } from 'node:os'
import path from 'node:path'
import type { Kysely } from 'kysely'
import { workerBinary } from '../scripts/worker/location.mjs'
import { memoryCluster } from './cluster/memoryCluster.ts'
import { redisCluster } from './cluster/redisCluster.ts'
import type { Environment } from './config.ts'
import { createServer } from './createServer.ts'
import { demoCentre } from './demo/demoCentre.ts'
import { demoPassword, welcomeText } from './demo/welcome.ts'
import { listen, refuseTakenPort } from './listen.ts'
import { createLog } from './log.ts'
import { createMailer } from './mail/createMailer.ts'
import { WorkerPool } from './media/WorkerPool.ts'
import { mediaAddresses } from './mediaAddresses.ts'
import { migrate, openDatabase } from './persistence/Database.ts'
import { startEmbedded } from './persistence/EmbeddedPostgres.ts'
import { loadSecrets, type Secrets } from './persistence/secrets.ts'
import type { Tables } from './persistence/tables.ts'
import { Vault } from './persistence/Vault.ts'
import { publicUrlOf } from './publicUrlOf.ts'
import { readEnvironment } from './readEnvironment.ts'
import { scheduleRetention } from './retention/scheduleRetention.ts'
import { startFailure } from './startFailure.ts'
import { stopOnSignal } from './stop.ts'

const ROOT = path.resolve(import.meta.dirname, '..')

/** Builds the real parts from the environment, listens, and closes them on a signal. Nothing else reads the environment. */
async function main(env: Environment): Promise<void> {
  // Whatever was opened is closed in turn, also when a later part does not start.
  await using opened = new AsyncDisposableStack()
  const log = createLog(env.LOG_LEVEL)
  const now = () => new Date()
  // Before anything is written: whoever chose the wrong port finds no data folder in the way.
  await refuseTakenPort(env.HOST, env.PORT)
  const dataDir = path.resolve(env.DATA_DIR ?? path.join(ROOT, 'data'))
  const db = await openRecord(env, dataDir, opened)
  const secrets = loadSecrets(env, dataDir)
  const vault = new Vault({ current: secrets.masterKey, old: secrets.masterKeysOld })
  const cluster = env.REDIS_URL
    ? redisCluster(env.REDIS_URL, secrets.accessTokenSecret, log)
    : memoryCluster()
  opened.defer(cluster.close)
  const pool = opened.adopt(await openPool(env, log), (workers) => workers.close())
  const publicUrl = publicUrlOf(env)
  const { TURN_URLS: urls, TURN_SECRET: secret } = env
  const server = await createServer({
    ...{ db, vault, cluster, pool, log, now, publicUrl },
    mailer: createMailer(env),
    accessTokenSecret: secrets.accessTokenSecret,
    turn: urls && secret ? { urls, secret } : undefined,
    trustProxy: env.TRUST_PROXY,
    production: env.NODE_ENV === 'production',
    clientDir: path.join(ROOT, 'dist/client'),
    metricsToken: env.METRICS_TOKEN,
  })
  opened.defer(server.close)
  const port = await listen(server.http, env.HOST, env.PORT)
  log.info({ port }, 'listening')
  console.log(await greeting(env, { ...server, db, vault, now, publicUrl }, secrets))
  opened.defer(scheduleRetention(db, { audit: server.audit, vault, log, now }).close)
  const running = opened.move()
  stopOnSignal(log, () => running.disposeAsync())
}

/** The record, brought to this program's level: the operator's PostgreSQL, or our own in the data folder. */
async function openRecord(
  env: Environment,
  dataDir: string,
  opened: AsyncDisposableStack,
): Promise<Kysely<Tables>> {
  const embedded = env.DATABASE_URL ? undefined : await startEmbedded({ dataDir })
  if (embedded) opened.defer(embedded.stop)
  const db = openDatabase(env.DATABASE_URL ?? embedded?.url ?? '')
  opened.defer(() => db.destroy())
  await migrate(db)
  return db
}

async function greeting(
  env: Environment,
  parts: Parameters<typeof demoCentre>[0],
  { accessTokenSecret }: Secrets,
): Promise<string> {
  const wanted = env.NODE_ENV !== 'production' && env.DEMO !== false
  const demo = wanted ? await demoCentre(parts, demoPassword(accessTokenSecret)) : undefined
  return demo ? welcomeText(demo) : `\n  Consilium is running: ${parts.publicUrl}\n`
}

function openPool(env: Environment, log: ReturnType<typeof createLog>): Promise<WorkerPool> {
  return WorkerPool.open({
    workers: env.MEDIA_WORKERS ?? availableParallelism(),
    address: {
      listen: env.MEDIA_LISTEN ?? mediaAddresses(),
      announced: env.MEDIA_ANNOUNCED,
      port: env.MEDIA_PORT,
    },
    binary: workerBinary(process.env),
    log,
  })
}

try {
  await main(readEnvironment(process.env))
} catch (error) {
  console.error(startFailure(error))
  process.exit(1)
}
