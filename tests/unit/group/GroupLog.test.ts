import { expect, test } from 'vitest'
import { GroupLog } from '../../../server/group/GroupLog.ts'

const said = (message = 'AAAA') => ({ groupId: 'group', peerId: 'peer', message })

test('messages are counted from one without a gap, and given from anywhere', () => {
  const log = new GroupLog()
  expect(log.since(0)).toEqual([])
  for (let turn = 0; turn < 3; turn += 1) log.append(said())
  expect(log.since(0)?.map(({ seq }) => seq)).toEqual([1, 2, 3])
  expect(log.since(2)?.map(({ seq }) => seq)).toEqual([3])
  expect(log.since(3)).toEqual([])
})

test('what never was said cannot be asked after', () => {
  const log = new GroupLog()
  log.append(said())
  expect(log.since(2)).toBeUndefined()
})

test('many messages push out the oldest, and whoever needs one of those is told', () => {
  const log = new GroupLog()
  for (let turn = 0; turn < 1_005; turn += 1) log.append(said())
  expect(log.since(4)).toBeUndefined()
  expect(log.since(5)).toHaveLength(1_000)
})

test('so do large ones', () => {
  const log = new GroupLog()
  for (let turn = 0; turn < 100; turn += 1) log.append(said('A'.repeat(80_000)))
  expect(log.since(49)).toBeUndefined()
  expect(log.since(50)).toHaveLength(50)
})
