import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openDatabase } from '../../server/persistence/Database.ts'
import { startEmbedded } from '../../server/persistence/EmbeddedPostgres.ts'

// A program for tests: starts the database of a folder and writes until it is ended; tells each row once it is kept.
const [dataDir = ''] = process.argv.slice(2)
const server = await startEmbedded({ dataDir })
const db = openDatabase(server.url)
await sql`create table if not exists kept (id uuid primary key)`.execute(db)
const asked = new AbortController()
process.once('SIGTERM', () => asked.abort())
process.stdout.write(`${JSON.stringify({ attached: server.attached, uid: process.getuid?.() })}\n`)
while (!asked.signal.aborted) {
  const id = randomUUID()
  await sql`insert into kept values (${id})`.execute(db)
  process.stdout.write(`${id}\n`)
}
await db.destroy()
await server.stop()
