import { expect, test } from 'vitest'
import { toBase64Url } from '../../../client/crypto/bytes.ts'
import { MOST_BYTES } from '../../../client/crypto/group/mlsMessage.ts'
import type { RoomGroup } from '../../../client/crypto/group/RoomGroup.ts'
import { Attester, letIn } from '../../unit/client/crypto/group/ward.ts'

const BOARD = 30

const keyOf = async (group: RoomGroup) => toBase64Url((await group.frameKey()).baseKey)

/** One key, one list of people. */
async function expectTogether(groups: readonly RoomGroup[]): Promise<void> {
  const keys = await Promise.all(groups.map(keyOf))
  expect(new Set(keys).size).toBe(1)
  const lists = groups.map(({ members }) => members.map(({ leafKey }) => leafKey).join())
  expect(new Set(lists).size).toBe(1)
}

function board(server: Attester) {
  return Promise.all(
    Array.from({ length: BOARD - 1 }, () =>
      server.arrive({ personId: crypto.randomUUID(), role: 'clinician' }),
    ),
  )
}

test('a board comes in by one commit, which the relay takes', async () => {
  const server = await Attester.create()
  const host = await server.found()
  const people = await board(server)
  const { commit, welcome = new Uint8Array() } = await host.group.add(people)
  await host.group.settle(true)
  expect(commit.length).toBeLessThan(MOST_BYTES.message * 0.6)
  expect(welcome.length).toBeLessThan(MOST_BYTES.welcome * 0.6)
  for (const { group } of people) await group.join(welcome, host.groupId)
  await expectTogether([host, ...people].map(({ group }) => group))
  const [first] = people
  const { commit: next } = await first!.group.update()
  expect(next.length).toBeLessThan(6_000)
  await first!.group.settle(true)
  for (const { group } of [host, ...people.slice(1)]) await group.receive(next)
  await expectTogether([host, ...people].map(({ group }) => group))
})

test('a board that comes in one by one is one group', async () => {
  const server = await Attester.create()
  const host = await server.found()
  const people = await board(server)
  const inside: RoomGroup[] = []
  for (const person of people) {
    await letIn(host.group, inside, [person])
    inside.push(person.group)
  }
  expect(host.group.members).toHaveLength(BOARD)
  await expectTogether([host.group, ...inside])
})
