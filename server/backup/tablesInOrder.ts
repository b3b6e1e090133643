import { type Kysely, sql } from 'kysely'
import type { Tables } from '../persistence/tables.ts'
import type { Manifest } from './manifest.ts'

/** Every table of the record with its columns, each after the tables that it refers to. */
export async function tablesInOrder(db: Kysely<Tables>): Promise<Manifest['tables']> {
  const columns = await sql<{ name: string; columns: string[] }>`
    select table_name as name, array_agg(column_name::text order by ordinal_position) as columns
    from information_schema.columns
    where table_schema = current_schema() and table_name not like 'kysely_%'
    group by table_name order by table_name`.execute(db)
  const references = await sql<{ name: string; refers: string }>`
    select conrelid::regclass::text as name, confrelid::regclass::text as refers
    from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`.execute(
    db,
  )
  const waiting = new Map(columns.rows.map((table) => [table.name, table]))
  const ordered: Manifest['tables'] = []
  const isReady = (name: string) =>
    references.rows.every((it) => it.name !== name || it.refers === name || !waiting.has(it.refers))
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(({ name }) => isReady(name))
    if (ready.length === 0) throw new Error('Tables refer to each other in a circle')
    ordered.push(...ready)
    for (const { name } of ready) waiting.delete(name)
  }
  return ordered
}
