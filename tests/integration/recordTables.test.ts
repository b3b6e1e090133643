import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from './database.ts'

test('tables.ts and the database have the same tables and columns', async () => {
  const source = await readFile(
    new URL('../../server/persistence/tables.ts', import.meta.url),
    'utf8',
  )
  const written: string[] = []
  let table = ''
  for (const line of source.slice(source.indexOf('interface Tables')).split('\n')) {
    table = /^ {2}(\w+): \{$/.exec(line)?.[1] ?? table
    const column = /^ {4}(\w+): (.+)$/.exec(line)
    if (column)
      written.push(`${table}.${column[1]}${/null|Sealed/.test(column[2] ?? '') ? '' : ' not null'}`)
  }
  expect(written.length).toBeGreaterThan(50)

  await using fresh = await freshDatabase()
  const { rows } = await sql<{ name: string; is_nullable: 'YES' | 'NO' }>`
    select table_name || '.' || column_name as name, is_nullable from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely_%'`.execute(fresh.db)
  const found = rows.map(({ name, is_nullable }) =>
    is_nullable === 'NO' ? `${name} not null` : name,
  )
  expect(new Set(found)).toEqual(new Set(written))
})
