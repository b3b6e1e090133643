import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate, openDatabase } from '../../server/persistence/Database.ts'
import { startEmbedded } from '../../server/persistence/EmbeddedPostgres.ts'

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

/** One server a run, with a template that has the latest level. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'consilium-tests-'))
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
