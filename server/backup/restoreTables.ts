import { type Kysely, sql, type Transaction } from 'kysely'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { pipeline } from 'node:stream/promises'
import type { Tables } from '../persistence/tables.ts'
import type { Manifest, Totals } from './manifest.ts'
import type { Content } from './readBackup.ts'

/** Takes away everything in the schema: a database of Consilium's holds nothing else. */
export async function clearDatabase(tx: Transaction<Tables>): Promise<void> {
  await sql`
    do $$
    declare it record;
    begin
      for it in select tablename from pg_tables where schemaname = current_schema() loop
        execute format('drop table %I cascade', it.tablename);
      end loop;
      for it in select oid::regprocedure as name from pg_proc
        where pronamespace = current_schema()::regnamespace
          and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e') loop
        execute format('drop function %s', it.name);
      end loop;
    end $$`.execute(tx)
}

/** Adds one part of a table's rows, in COPY's text format. */
export async function copyPart(
  client: pg.Client,
  { name, columns }: Manifest['tables'][number],
  rows: Content,
): Promise<void> {
  const list = columns.map((column) => `"${column}"`).join(', ')
  await pipeline(rows, client.query(copyFrom(`copy "${name}" (${list}) from stdin`)))
}

/** Identity columns go on after the highest number that was restored. */
export async function continueNumbers(tx: Transaction<Tables>): Promise<void> {
  const { rows } = await sql<{ name: string; column: string }>`
    select table_name as name, column_name as column from information_schema.columns
    where table_schema = current_schema() and is_identity = 'YES'`.execute(tx)
  for (const { name, column } of rows)
    await sql`
      select setval(
        pg_get_serial_sequence(${name}, ${column}),
        (select coalesce(max(${sql.ref(column)}), 0) + 1 from ${sql.table(name)}),
        false
      )`.execute(tx)
}

/** The tables in which not as many rows are as there were. */
export async function tablesAmiss(
  tx: Kysely<Tables>,
  { rows: expected }: Totals,
): Promise<readonly string[]> {
  const amiss: string[] = []
  for (const [name, count] of Object.entries(expected)) {
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(name)}`.execute(tx)
    if (rows[0]?.n !== count) amiss.push(name)
  }
  return amiss
}
