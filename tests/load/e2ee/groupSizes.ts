import type { RoomGroup } from '../../../client/crypto/group/RoomGroup.ts'
import { Attester, letIn, makeInviteKey } from '../../unit/client/crypto/group/ward.ts'

/** Bytes of what the group of so many people says, as it goes over the wire. */
export interface GroupSizes {
  readonly people: number
  /** What somebody offers who wants to come in. */
  readonly keyPackage: number
  /** Takes in the last of them. */
  readonly add: number
  readonly welcome: number
  /** The same, of a guest whose invite has a secret; with what tells the others its one-use value. */
  readonly addInvited: number
  readonly welcomeInvited: number
  readonly remove: number
  readonly chat: number
}

/** A group in which all came one by one, as they do. Everybody is made here: the server has no part in sizes. */
export async function groupSizes(people: number): Promise<GroupSizes> {
  const server = await Attester.create()
  const host = await server.found()
  const inside: RoomGroup[] = []
  for (let seat = 2; seat < people; seat += 1) {
    const person = await server.arrive({ personId: crypto.randomUUID(), role: 'clinician' })
    await letIn(host.group, inside, [person])
    inside.push(person.group)
  }
  const arrive = (inviteKey?: CryptoKey) =>
    server.arrive(
      { personId: crypto.randomUUID(), role: 'patient' },
      inviteKey ? { inviteKey } : {},
    )
  const inviteKey = await makeInviteKey()
  const invited = await host.group.add([
    { keyPackage: (await arrive(inviteKey)).keyPackage, inviteKey },
  ])
  // It is measured, and not sent.
  await host.group.settle(false)

  const last = await arrive()
  const { commit, welcome } = await host.group.add([{ keyPackage: last.keyPackage }])
  await host.group.settle(true)
  for (const group of inside) await group.receive(commit)
  const place = host.group.members.find(({ leafKey }) => leafKey !== host.group.members[0]?.leafKey)
  const removal = await host.group.remove([place?.index ?? 1])
  await host.group.settle(false)
  return {
    people,
    keyPackage: last.keyPackage.length,
    add: commit.length,
    welcome: welcome?.length ?? NaN,
    addInvited: sum([...invited.messages, invited.commit]),
    welcomeInvited: invited.welcome?.length ?? NaN,
    remove: removal.commit.length,
    chat: (await host.group.say('See you on Monday, and bring the pictures.')).length,
  }
}

function sum(messages: readonly Uint8Array[]): number {
  return messages.reduce((bytes, message) => bytes + message.length, 0)
}
