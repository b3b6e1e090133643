import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { consultWorld, type ConsultWorld, inHand, otherThan } from './consultWorld.ts'

const CANARY = {
  title: 'Kanarientitel',
  name: 'Kanaria Namensdottir',
  birthDate: '1923-04-05',
  phone: '+49 99 31415926',
  relative: 'Kanarino Verwandt',
}

/** Every value of every table as text; of bytes also what they say read as letters. */
async function everything(world: ConsultWorld): Promise<Map<string, string>> {
  const { rows: columns } = await sql<{ table: string; column: string; type: string }>`
    select table_name as table, column_name as column, data_type as type
    from information_schema.columns where table_schema = 'public'`.execute(world.db)
  const found = new Map<string, string>()
  for (const { table, column, type } of columns) {
    const value = type === 'bytea' ? sql`encode(${sql.ref(column)}, 'escape')` : sql.ref(column)
    const { rows } = await sql<{ text: string | null }>`
      select ${value}::text as text from ${sql.table(table)}`.execute(world.db)
    found.set(`${table}.${column}`, rows.map(({ text }) => text ?? '').join('\n'))
  }
  return found
}

/** Six digits may be part of a time or of ciphertext by chance; a code in clear stands by itself. */
function says(text: string, secret: string): boolean {
  return /^\d{6}$/.test(secret)
    ? new RegExp(String.raw`(?<![\w\\.])${secret}(?![\w\\.])`).test(text)
    : text.includes(secret)
}

test('the search that the next test relies on finds what is there', () => {
  expect(says('{"code":"123456"}', '123456')).toBe(true)
  expect(says('1790123456789', '123456')).toBe(false)
  expect(says('Kanaria Namensdottir', 'Kanar')).toBe(true)
})

test('nothing that names a patient or lets a guest in stands in clear in the record or in the log', async () => {
  await using world = await consultWorld()
  const { title, name, birthDate, phone } = CANARY
  const { consultId } = await world.host.ask('consults.plan', {
    body: { ...world.plan, title, patient: { name, birthDate, phone } },
  })
  const params = { consultId }
  await world.host.ask('invites.issue', {
    params,
    body: { role: 'relative', name: CANARY.relative },
  })
  const { invites } = await world.host.ask('consults.read', { params })
  const hands = invites.map(inHand)
  const cookies: string[] = []
  for (const { token, code } of hands) {
    const device = world.client()
    await device.ask('visits.look', { body: { token } })
    await device.send('visits.open', { body: { token, code: otherThan(code) } })
    await device.ask('visits.open', { body: { token, code } })
    await device.ask('visits.ticket')
    await device.send('visits.open', { body: { token, code, name } })
    cookies.push(...device.cookies.values())
  }
  await world.host.send('consults.change', { params, body: { patient: { name, phone: 'x' } } })

  const secrets = [
    ...Object.values(CANARY),
    'Kanar',
    '31415926',
    ...hands.flatMap(({ token, code }) => [token, code]),
    ...cookies,
  ]
  const record = await everything(world)
  expect(record.get('consults.time_zone')).toContain('Europe/Berlin')
  expect(record.get('staff.email')).toContain(world.people.host.email)
  for (const [column, text] of record)
    for (const secret of secrets) {
      // Six digits may stand in a key or a time by chance; a code in clear would be a value of its own.
      const found = /^\d{6}$/.test(secret)
        ? text.split('\n').includes(secret)
        : text.includes(secret)
      expect(found, `${secret} in ${column}`).toBe(false)
    }
  expect(world.logged.length).toBeGreaterThan(0)
  const log = world.logged.join('\n')
  for (const secret of secrets) expect(says(log, secret), `${secret} in the log`).toBe(false)
})
