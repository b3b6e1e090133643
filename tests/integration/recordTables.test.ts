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
      written.push(`${table}.${column[1]}${column[2]?.includes('null') ? '' : ' not null'}`)
  }
  expect(written.length).toBeGreaterThan(50)

  await using fresh = await freshDatabase()
  const { rows } = await sql<{ name: string; is_nullable: 'YES' | 'NO' }>`
    select table_name || '.' || column_name as name, is_nullable from information_schema.columns
    where table_schema = 'public' and table_name not like 'kysely_%'`.execute(fresh.db)
  // `Sealed` is `Buffer | null`.
  const sealed = (name: string) => name.endsWith('_sealed') || name.endsWith('.key_sealed')
  const found = rows.map(({ name, is_nullable }) =>
    is_nullable === 'NO' ? `${name} not null` : name,
  )
  const plain = (name: string) => (sealed(name.split(' ')[0] ?? '') ? name.split(' ')[0] : name)
  expect(found.map(plain).toSorted()).toEqual(written.map(plain).toSorted())
})
