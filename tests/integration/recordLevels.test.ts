import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { LEVELS, levelsOf, migrate } from '../../server/persistence/Database.ts'
import { freshDatabase } from './database.ts'

test('an empty database is brought to the latest level once, however many start together', async () => {
  await using empty = await freshDatabase('empty')
  expect(await levelsOf(empty.db)).toEqual([])
  await Promise.all([migrate(empty.db), migrate(empty.db), migrate(empty.db)])
  expect(await levelsOf(empty.db)).toEqual(LEVELS)
  await migrate(empty.db)
  expect(await levelsOf(empty.db)).toEqual(LEVELS)
})

test('a database that a newer program has used is refused with a sentence', async () => {
  await using latest = await freshDatabase()
  await sql`insert into kysely_migration values ('999_future', '2030-01-01T00:00:00Z')`.execute(
    latest.db,
  )
  await expect(migrate(latest.db)).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('999_future'),
  })
})

test('a bigint is a number here', async () => {
  await using fresh = await freshDatabase()
  const { n } = await fresh.db
    .selectFrom('staff')
    .select((of) => of.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  expect(n).toBe(0)
})
