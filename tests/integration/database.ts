import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase } from '../../server/persistence/Database.ts'
import type { Tables } from '../../server/persistence/tables.ts'

export interface FreshDatabase {
  readonly db: Kysely<Tables>
  readonly url: string
  [Symbol.asyncDispose](): Promise<void>
}

/** A database of its own for one test, at the latest level; `empty` has nothing in it, not even the tables. */
export async function freshDatabase(from: 'latest' | 'empty' = 'latest'): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const template = from === 'latest' ? 'template_latest' : 'template0'
  await onServer(`create database ${name} template ${template} strategy wal_log`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  const db = openDatabase(url.href)
  return {
    db,
    url: url.href,
    async [Symbol.asyncDispose]() {
      await db.destroy()
      await onServer(`drop database ${name} with (force)`)
    },
  }
}

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
