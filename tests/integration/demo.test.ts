import { expect, test } from 'vitest'
import { passwordIs } from '../../server/auth/passwords.ts'
import { demoCentre } from '../../server/demo/demoCentre.ts'
import { openVisit } from '../../server/visits/openVisit.ts'
import { freshRecord } from './freshRecord.ts'

const PASSWORD = 'a demo password'
const publicUrl = 'http://localhost:8443'

type Record = Awaited<ReturnType<typeof freshRecord>>

async function welcome(record: Record) {
  const made = await demoCentre({ ...record, publicUrl }, PASSWORD)
  if (!made) throw new Error('no demo centre was made')
  return made
}

function open(record: Record, { patientLink, patientCode }: Awaited<ReturnType<typeof welcome>>) {
  const [, token] = patientLink.split('/visit#')
  return openVisit(record, token!, patientCode)
}

test('on an empty database a newcomer gets a sign-in and a patient link that opens now', async () => {
  await using record = await freshRecord()
  const printed = await welcome(record)
  expect(printed).toMatchObject({ address: publicUrl, email: 'anna.weber@lindenhof.example' })
  expect(await open(record, printed)).toMatchObject({ outcome: 'opened' })
  const staff = await record.db.selectFrom('staff').selectAll().execute()
  expect(staff.map(({ roles }) => roles.join('+')).toSorted()).toEqual([
    'clinician',
    'clinician+administrator',
    'coordinator',
    'nurse',
  ])
  const anna = staff.find(({ email }) => email === printed.email)
  expect(await passwordIs(anna?.password_hash, PASSWORD)).toBe(true)
  const consults = await record.db.selectFrom('consults').select('starts_at').execute()
  expect(consults.map(({ starts_at: at }) => at.toISOString()).toSorted()).toEqual([
    '2026-11-22T12:10:00.000Z',
    '2026-11-23T12:00:00.000Z',
  ])
})

test('a second start makes nothing again and prints the same link', async () => {
  await using record = await freshRecord()
  const first = await welcome(record)
  record.passMinutes(60)
  expect(await welcome(record)).toEqual(first)
  expect(await record.db.selectFrom('consults').select('id').execute()).toHaveLength(2)
})

test('once the consult is over, the next start plans a fresh one for now', async () => {
  await using record = await freshRecord()
  const first = await welcome(record)
  record.passMinutes(48 * 60)
  const second = await welcome(record)
  expect(second.patientLink).not.toBe(first.patientLink)
  expect(await open(record, first)).toEqual({ outcome: 'closed' })
  expect(await open(record, second)).toMatchObject({ outcome: 'opened' })
})

test('after five wrong codes the next start has a link that works', async () => {
  await using record = await freshRecord()
  const first = await welcome(record)
  const wrong = { ...first, patientCode: first.patientCode === '000000' ? '000001' : '000000' }
  for (let tries = 0; tries < 5; tries += 1) await open(record, wrong)
  expect(await open(record, first)).toEqual({ outcome: 'locked' })
  expect(await open(record, await welcome(record))).toMatchObject({ outcome: 'opened' })
})

test('nothing is added to a database that belongs to somebody else', async () => {
  await using record = await freshRecord()
  await record.db
    .insertInto('centres')
    .values({
      id: crypto.randomUUID(),
      name: 'Another centre',
      time_zone: 'Europe/Vienna',
      second_factor_required: true,
      retention_days: '{}',
      created_at: record.now(),
    })
    .execute()
  expect(await demoCentre({ ...record, publicUrl }, PASSWORD)).toBeUndefined()
  expect(await record.db.selectFrom('staff').select('id').execute()).toEqual([])
})
