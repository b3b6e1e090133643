import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely'
import type pg from 'pg'
import type { Tables } from './tables.ts'

/** The record over one connection of the caller's, for what must share its transaction, such as COPY. */
export function databaseOn(client: pg.Client): Kysely<Tables> {
  // All that kysely asks of a connection; it and pg describe `query` by different overloads.
  const lease = { query: client.query.bind(client), release: () => undefined }
  const connect = () => Promise.resolve(lease as unknown as PostgresPoolClient)
  const pool = { connect, end: () => Promise.resolve(), options: {} }
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}
