import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate, openDatabase } from '../../server/persistence/Database.ts'
import { startEmbedded } from '../../server/persistence/EmbeddedPostgres.ts'
import { isAlive, runningPostmaster, stopPostmaster } from '../../server/persistence/postmaster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** Throw-away data: a crash may lose it, a test does not wait for the disk. */
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
}

/** With the id of the run's process, so that the next run knows what a killed one left. */
const FOLDER = 'consilium-tests-run'

/** One server a run, with a template that has the latest level. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  await sweep()
  const dataDir = await mkdtemp(join(tmpdir(), `${FOLDER}${process.pid}-`))
  await chmod(dataDir, 0o711)
  const server = await startEmbedded({ dataDir, settings: FAST })
  const stop = async () => {
    await server.stop()
    await rm(dataDir, { recursive: true })
  }
  await makeTemplate(server.url).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  project.provide('postgresUrl', server.url)
  return stop
}

/** Ends the servers of runs that were killed, and only those: their process is gone. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const run = name.startsWith(FOLDER) ? Number(/^\d+/.exec(name.slice(FOLDER.length))?.[0]) : NaN
    if (!Number.isSafeInteger(run) || isAlive(run)) continue
    const postmaster = await runningPostmaster(join(tmpdir(), name, 'postgres/cluster'))
    if (postmaster) await stopPostmaster(postmaster)
    await rm(join(tmpdir(), name), { recursive: true, force: true })
  }
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('create database template_latest')
  await client.end()
  const template = new URL(url)
  template.pathname = '/template_latest'
  const db = openDatabase(template.href)
  try {
    await migrate(db)
  } finally {
    await db.destroy()
  }
}
