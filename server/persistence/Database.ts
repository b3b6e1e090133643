import { CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import pg from 'pg'
import { AppError } from '../../shared/AppError.ts'
import { migrations } from './migrations/migrations.ts'
import type { Tables } from './tables.ts'

const POOL_SIZE = 10
const STATEMENT_TIMEOUT_MS = 30_000
const IDLE_TRANSACTION_TIMEOUT_MS = 60_000
const CONNECTION_TIMEOUT_MS = 10_000

/** Every level of the record, in order. */
export const LEVELS: readonly string[] = Object.keys(migrations)

/** A pool on the record; `destroy()` closes it. */
export function openDatabase(url: string): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_TRANSACTION_TIMEOUT_MS,
    application_name: 'consilium',
    types: recordTypes,
  })
  // A connection that breaks while idle is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** int8 as a number: counts and sequence numbers here stay far below 2^53. */
export const recordTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8
      ? safeInteger
      : format === 'binary'
        ? pg.types.getTypeParser(oid, format)
        : pg.types.getTypeParser(oid)) as typeof pg.types.getTypeParser, // pg's overloads say `any`
}

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond what a number can hold`)
  return value
}

/** Brings the record to a level, the latest by default. Concurrent callers wait for each other. */
export async function migrate(db: Kysely<Tables>, to = LEVELS.at(-1)): Promise<void> {
  if (!to || !LEVELS.includes(to)) throw new AppError('internal', `There is no level ${to}.`)
  await refuseNewer(db)
  if (db.isTransaction) return migrateTo(db, to)
  // One connection, so that its time limit can be lifted: a level may rewrite a large table.
  await db.connection().execute(async (connection) => {
    await connection.executeQuery(CompiledQuery.raw('set statement_timeout = 0'))
    try {
      await migrateTo(connection, to)
    } finally {
      await connection.executeQuery(CompiledQuery.raw('reset statement_timeout'))
    }
  })
}

async function migrateTo(db: Kysely<Tables>, to: string): Promise<void> {
  const provider = { getMigrations: () => Promise.resolve(migrations) }
  const { error } = await new Migrator({ db, provider }).migrateTo(to)
  if (error)
    throw new AppError(
      'unavailable',
      'The database could not be brought to the level of this program. Nothing was changed.',
      { cause: error },
    )
}

/** The levels that a database has; empty before the first. */
export async function levelsOf(db: Kysely<Tables>): Promise<readonly string[]> {
  const found = await sql<{ known: boolean }>`
    select to_regclass('kysely_migration') is not null as known`.execute(db)
  if (!found.rows[0]?.known) return []
  const levels = await sql<{ name: string }>`
    select name from kysely_migration order by name`.execute(db)
  return levels.rows.map(({ name }) => name)
}

async function refuseNewer(db: Kysely<Tables>): Promise<void> {
  const newer = (await levelsOf(db)).find((level) => !LEVELS.includes(level))
  if (newer)
    throw new AppError(
      'unavailable',
      `This database is at level ${newer}, which this version of Consilium does not know: it was last used by a newer one. Start that version, or restore a backup made before.`,
    )
}
