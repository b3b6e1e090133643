import { availableParallelism } from 'node:os'
import path from 'node:path'
import { workerBinary } from '../scripts/worker/location.mjs'
import { AppError } from '../shared/AppError.ts'
import { memoryCluster } from './cluster/memoryCluster.ts'
import { redisCluster } from './cluster/redisCluster.ts'
import type { Environment } from './config.ts'
import { createServer } from './createServer.ts'
import { demoCentre } from './demo/demoCentre.ts'
import { demoPassword, welcomeText } from './demo/welcome.ts'
import { listen } from './listen.ts'
import { createLog } from './log.ts'
import { createMailer } from './mail/createMailer.ts'
import { WorkerPool } from './media/WorkerPool.ts'
import { mediaAddresses } from './mediaAddresses.ts'
import { migrate, openDatabase } from './persistence/Database.ts'
import { startEmbedded } from './persistence/EmbeddedPostgres.ts'
import { loadSecrets } from './persistence/secrets.ts'
import { Vault } from './persistence/Vault.ts'
import { readEnvironment } from './readEnvironment.ts'
import { stopOnSignal } from './stop.ts'

const ROOT = path.resolve(import.meta.dirname, '..')

/** Builds the real parts from the environment, listens, and closes them on a signal. Nothing else reads the environment. */
async function main(env: Environment): Promise<void> {
  const log = createLog(env.LOG_LEVEL)
  const dataDir = path.resolve(env.DATA_DIR ?? path.join(ROOT, 'data'))
  const production = env.NODE_ENV === 'production'
  const embedded = env.DATABASE_URL ? undefined : await startEmbedded({ dataDir })
  const secrets = loadSecrets(env, dataDir)
  const db = openDatabase(env.DATABASE_URL ?? embedded?.url ?? '')
  await migrate(db)
  const cluster = env.REDIS_URL ? redisCluster(env.REDIS_URL, log) : memoryCluster()
  const pool = await openPool(env, log)
  const publicUrl = (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/$/, '')
  const now = () => new Date()
  const vault = new Vault({ current: secrets.masterKey, old: secrets.masterKeysOld })
  const server = await createServer({
    db,
    vault,
    cluster,
    pool,
    mailer: createMailer(env),
    log,
    now,
    accessTokenSecret: secrets.accessTokenSecret,
    turn: env.TURN_URLS && env.TURN_SECRET ? { urls: env.TURN_URLS, secret: env.TURN_SECRET } : undefined,
    publicUrl,
    trustProxy: env.TRUST_PROXY,
    production,
    clientDir: path.join(ROOT, 'dist/client'),
    metricsToken: env.METRICS_TOKEN,
  })
  const port = await listen(server.http, env.HOST, env.PORT)
  log.info({ port }, 'listening')
  const demo =
    !production && env.DEMO !== false
      ? await demoCentre({ ...server, db, vault, now, publicUrl }, demoPassword(secrets.accessTokenSecret))
      : undefined
  console.log(demo ? welcomeText(demo) : `\n  Consilium is running: ${publicUrl}\n`)
  stopOnSignal(log, [
    () => server.close(),
    async () => pool.close(),
    () => cluster.close(),
    () => db.destroy(),
    async () => embedded?.stop(),
  ])
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
  // A sentence for the person at the terminal; what is not expected comes with its stack.
  console.error(error instanceof AppError ? `\nConsilium did not start.\n${error.message}\n` : error)
  process.exit(1)
}
