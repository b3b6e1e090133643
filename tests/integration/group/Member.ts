import { Group } from '../../../client/call/group/Group.ts'
import { passingDeviceKeys } from '../../../client/crypto/device/deviceKeys.ts'
import { GroupKeeper } from '../../../client/crypto/GroupKeeper.ts'
import type { Memory } from '../../../client/crypto/Memory.ts'
import { FrameKeys } from '../../../client/crypto/sframe/FrameKeys.ts'
import type { Person } from '../Person.ts'

/** A device in a room's group: all that a browser has of it, without the browser and its media. */
export class Member {
  readonly person: Person
  readonly keeper: GroupKeeper
  readonly group: Group

  constructor(person: Person) {
    this.person = person
    this.keeper = new GroupKeeper({
      keys: new FrameKeys(() => performance.now()),
      memoryOf: oldFriends,
      counts: async () => ({ sealed: {}, opened: {} }),
      now: Date.now,
    })
    this.group = new Group({
      signal: person.signal,
      keeper: this.keeper,
      onKeys: () => undefined,
    })
  }

  /** Opens the socket and the way into the group, as on the preview page. */
  async prepare(): Promise<void> {
    const ticket = await this.person.getTicket()
    await this.person.connectWith(ticket.ticket)
    this.group.open(ticket, {})
    await this.group.prepare()
  }

  async join(): Promise<void> {
    this.person.keyPackage = this.group.keyPackage
    const { peerId, resumed } = await this.person.join()
    this.group.sit(peerId, resumed)
  }

  /** Leaf keys of all who are in it, in their order; empty as long as it is not in it itself. */
  get members(): readonly string[] {
    return this.group.trust.members.get().map(({ leafKey }) => leafKey)
  }

  get epoch(): number {
    return this.group.trust.epoch.get()
  }
}

/** People who have all met before, on these devices. */
async function oldFriends(): Promise<Memory> {
  return {
    device: await passingDeviceKeys(),
    inviteKey: async () => undefined,
    recall: async () => ({ device: 'known', verified: false }),
    note: async () => undefined,
  }
}
